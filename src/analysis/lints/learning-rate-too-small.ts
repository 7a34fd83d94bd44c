/** `learning-rate-too-small`: steps so short that nothing is learned in any time. */
import { defineLint } from './lint.js';

/** Without momentum, where gradients are of order 1 at most. */
const MIN = 1e-4;
const MIN_SCALE_FREE = 1e-7;

export const learningRateTooSmall = defineLint({
  name: 'learning-rate-too-small',
  severity: 'warning',
  what: 'The learning rate is below 1e-4 with plain gradient descent, or below 1e-7 with any optimizer.',
  why: 'The weights hardly move: the loss stays where it began, which looks like a network that cannot learn.',
  instead: 'Begin with 0.1 for `sgd`, 1e-3 for `adam`; `sgd` learns faster with `momentum: 0.9`.',
  source: 'Goodfellow, Bengio & Courville 2016, Deep Learning, section 11.4.1',
  bad: `network Arms {
  input features: [2]
  dense(16) -> tanh
  dense(2)
}
train Arms {
  data: spiral
  loss: cross_entropy
  optimizer: sgd(lr: 1e-5)
}`,
  good: `network Arms {
  input features: [2]
  dense(16) -> tanh
  dense(2)
}
train Arms {
  data: spiral
  loss: cross_entropy
  optimizer: sgd(lr: 0.1)
}`,
  *check({ trains }) {
    for (const { optimizer, graph } of trains) {
      const lr = optimizer?.args['lr'];
      // Weights that are there already are often moved by little on purpose.
      if (!optimizer || typeof lr !== 'number' || graph.settings.has('start')) continue;
      const plain = optimizer.args['momentum'] === 0 && optimizer.declaration.traits?.includes('scale-free') !== true;
      if (lr >= (plain ? MIN : MIN_SCALE_FREE)) continue;
      const value = plain ? '0.1' : '1e-3';
      yield {
        place: optimizer.place,
        message: `with steps of ${String(lr)} times the gradient${plain ? ' and no momentum' : ''} the weights hardly move`,
        fix: {
          title: `Write \`lr: ${value}\``,
          mends: [{ kind: 'argument', call: optimizer.place, argument: 'lr', value }],
        },
      };
    }
  },
});
