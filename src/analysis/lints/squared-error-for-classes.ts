/** `squared-error-for-classes`: probabilities of classes compared by a regression loss. */
import { Dim } from '../../shape/dim.js';
import { elements } from '../../shape/shape.js';
import { defineLint, type LintNode, type LintTrain } from './lint.js';
import type { LossUse } from '../../graph/graph.js';
import { throughViews } from './through.js';

/** What the loss is compared with says which class it is. */
function namesClass(train: LintTrain, use: LossUse): boolean {
  const target = use.loss.inputs.find(({ role }) => role === 'target');
  const field = target && train.field(use, target.name);
  return field?.dtype === 'int64';
}

/** One number is a question of yes or no. */
const betterLoss = (node: LintNode): string =>
  node.output && elements(node.output.shape).equals(Dim.of(1)) ? 'binary_cross_entropy' : 'cross_entropy';

export const squaredErrorForClasses = defineLint({
  name: 'squared-error-for-classes',
  severity: 'warning',
  what: 'Sigmoid or softmax is compared with classes by a loss for numbers, such as the squared error.',
  why: 'Where the network is surely wrong the sigmoid is flat: the gradient vanishes just where it is needed most.',
  instead: 'Compare logits by cross-entropy.',
  source: 'Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.2.2',
  bad: `network Xor {
  input features: [2]
  dense(8) -> tanh
  dense(1) -> sigmoid
}
train Xor {
  data: xor
  loss: mse
}`,
  good: `network Xor {
  input features: [2]
  dense(8) -> tanh
  dense(1)
}
train Xor {
  data: xor
  loss: binary_cross_entropy
}`,
  *check(network) {
    for (const train of network.trains) {
      for (const use of train.losses) {
        if (use.loss.traits?.includes('regression') !== true || !namesClass(train, use)) continue;
        const [input] = use.loss.inputs;
        const node = input && throughViews(train.compared(use, input.name));
        if (!node?.has('probabilities')) continue;
        const better = betterLoss(node);
        yield {
          place: use.place,
          message: `${use.loss.name} compares the probabilities of ${node.label} with classes: where they are surely wrong, hardly any gradient is left`,
          related: [{ message: `${node.label} makes the probabilities`, place: node.place }],
          fix: {
            title: `Compare logits by \`${better}\``,
            mends: [
              { kind: 'remove-step', call: node.place },
              { kind: 'text', at: use.place, text: better },
            ],
          },
        };
      }
    }
  },
});
