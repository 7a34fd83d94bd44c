/** `softmax-before-cross-entropy`: probabilities given to a loss that makes them itself. */
import type { Dim } from '../../shape/dim.js';
import { defineLint, removeStep, type LintNode } from './lint.js';
import { throughViews } from './through.js';

/** The least that cross-entropy can be after softmax: -ln of e / (e + K - 1), for K classes. */
export const leastAfterSoftmax = (classes: number): number => Math.log(Math.E + classes - 1) - 1;

function bound(node: LintNode, over: boolean, axis: unknown): string {
  const shape = node.output?.shape;
  const at = typeof axis === 'number' ? axis : 0;
  const classes: Dim | undefined = shape?.at(at);
  if (!over || !classes?.isConstant || (node.arg('axis') === undefined && shape?.length !== 1)) return '';
  const k = classes.value;
  return `; with ${String(k)} classes it can never fall below ln(e + ${String(k - 1)}) - 1 = ${leastAfterSoftmax(k).toFixed(4)}`;
}

export const softmaxBeforeCrossEntropy = defineLint({
  name: 'softmax-before-cross-entropy',
  severity: 'warning',
  what: 'The network ends in softmax or sigmoid, and its loss takes logits: it applies softmax or sigmoid itself.',
  why: 'Applied twice, the differences between classes are squeezed: the gradient is small and the loss cannot come near 0.',
  instead: 'Let the network end in the layer before; probabilities are made from its logits when they are wanted.',
  source: 'nfmcclure/tensorflow_cookbook#86',
  bad: `network Digits {
  input image: 1x8x8
  flatten
  dense(10)
  softmax
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
        if (use.loss.traits?.includes('takes-logits') !== true || use.args['logits_given'] === false) continue;
        for (const { name } of use.loss.inputs) {
          const node = throughViews(train.compared(use, name));
          if (!node?.has('probabilities')) continue;
          const least = bound(
            node,
            use.loss.traits.includes('over-classes') && node.has('normalizes-axis'),
            use.args['axis'],
          );
          yield {
            node,
            message: `${node.label} gives probabilities, but ${use.loss.name} takes logits and makes the probabilities itself: applied twice, the loss learns slowly${least}`,
            related: [{ message: `${use.loss.name} compares it here`, place: use.place }],
            fix: removeStep(node),
          };
        }
      }
    }
  },
});
