/** `log-softmax-before-cross-entropy`: logarithms of probabilities given to a loss that takes logits: harmless, and one layer too many. */
import { defineLint, removeStep } from './lint.js';
import { throughViews } from './through.js';

export const logSoftmaxBeforeCrossEntropy = defineLint({
  name: 'log-softmax-before-cross-entropy',
  severity: 'hint',
  what: 'The network ends in `log_softmax`, and its loss applies it again.',
  why: 'Nothing is wrong: log softmax of log softmax is the same. The layer is only not needed.',
  instead: 'Leave the layer out, or use the loss `nll`, which takes what it gives.',
  source: 'bhanML/Co-teaching#4',
  bad: `network Digits {
  input image: 1x8x8
  flatten
  dense(10)
  log_softmax
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
    for (const train of network.trains) {
      for (const use of train.losses) {
        if (use.loss.traits?.includes('takes-logits') !== true || !use.loss.traits.includes('over-classes')) continue;
        for (const { name } of use.loss.inputs) {
          const node = throughViews(train.compared(use, name));
          if (!node?.has('log-probabilities')) continue;
          yield {
            node,
            message: `${node.label} is not needed: ${use.loss.name} applies it itself, and twice is the same as once`,
            related: [{ message: `${use.loss.name} compares it here`, place: use.place }],
            fix: { ...removeStep(node), keeps: true },
          };
        }
      }
    }
  },
});
