/** `too-few-outputs`: fewer outputs than the data has classes. */
import { classCounts } from './class-count.js';
import { defineLint, setArgument } from './lint.js';

export const tooFewOutputs = defineLint({
  name: 'too-few-outputs',
  severity: 'error',
  what: 'The network has fewer outputs than the data has classes.',
  why: 'Some labels have no output, and the loss cannot be worked out for them.',
  instead: 'Give the last layer an output for each class.',
  bad: `network Digits {
  input image: 1x8x8
  flatten
  dense(9)
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
      if (outputs >= classes) continue;
      const data = train.data?.declaration.name ?? 'the data';
      yield {
        node,
        message: `${String(outputs)} outputs cannot tell the ${String(classes)} classes of ${data} apart: ${use.loss.name} needs one for each class`,
        related: [{ message: `${use.loss.name} compares them here`, place: use.place }],
        ...(argument !== undefined && { fix: setArgument(node, argument, String(classes)) }),
      };
    }
  },
});
