/** `too-many-outputs`: more outputs than the data has classes. */
import { classCounts } from './class-count.js';
import { defineLint, setArgument } from './lint.js';

export const tooManyOutputs = defineLint({
  name: 'too-many-outputs',
  severity: 'info',
  what: 'The network has more outputs than the data has classes.',
  why: 'The network has to learn that the others never occur; often the last layer of another task was left in place.',
  instead: 'Give the last layer one output for each class.',
  bad: `network Digits {
  input image: 1x8x8
  flatten
  dense(100)
}
train Digits {
  data: digits
  loss: cross_entropy
}`,
  good: `network Digits {
  input image: 1x8x8
  flatten
  dense(10)
}
train Digits {
  data: digits
  loss: cross_entropy
}`,
  *check(network) {
    for (const { train, use, node, outputs, classes, argument } of classCounts(network)) {
      if (outputs <= classes) continue;
      const data = train.data?.declaration.name ?? 'the data';
      yield {
        node,
        message: `${String(outputs)} outputs, but ${data} has ${String(classes)} classes: ${String(outputs - classes)} are never right`,
        related: [{ message: `${use.loss.name} compares them here`, place: use.place }],
        ...(argument !== undefined && { fix: setArgument(node, argument, String(classes)) }),
      };
    }
  },
});
