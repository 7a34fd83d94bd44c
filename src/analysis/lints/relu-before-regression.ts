/** `relu-before-regression`: an output that cannot be negative, compared with numbers that may be. */
import { defineLint, removeStep } from './lint.js';
import { throughViews } from './through.js';

export const reluBeforeRegression = defineLint({
  name: 'relu-before-regression',
  severity: 'warning',
  what: 'The output that a regression loss compares ends in ReLU.',
  why: 'Negative targets cannot be reached, and where the output is 0 no gradient flows: a sample may be wrong for ever.',
  instead: 'Let the network end in a linear layer; where only positive numbers make sense, end in `softplus`.',
  source: 'Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.2.2',
  bad: `network Price {
  input features: [8]
  dense(16) -> relu
  dense(1)
  relu
}
train Price {
  data: csv("houses.csv", target: "price")
  loss: mse
}`,
  good: `network Price {
  input features: [8]
  dense(16) -> relu
  dense(1)
}
train Price {
  data: csv("houses.csv", target: "price")
  loss: mse
}`,
  *check(network) {
    for (const train of network.trains) {
      for (const use of train.losses) {
        if (use.loss.traits?.includes('regression') !== true) continue;
        const [input] = use.loss.inputs;
        const node = input && throughViews(train.compared(use, input.name));
        if (!node?.has('rectifies')) continue;
        yield {
          node,
          message: `${use.loss.name} compares numbers that ${node.label} cuts off below 0: negative targets cannot be reached, and a 0 gets no gradient`,
          related: [{ message: `${use.loss.name} compares it here`, place: use.place }],
          fix: removeStep(node),
        };
      }
    }
  },
});
