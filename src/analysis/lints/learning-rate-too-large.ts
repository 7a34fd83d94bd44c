/** `learning-rate-too-large`: steps that no network survives. */
import { defineLint } from './lint.js';

/** Where a step is as long as the rate, whatever the gradient. Weights begin at some hundredths. */
const MAX_SCALE_FREE = 0.1;
const MAX = 10;

export const learningRateTooLarge = defineLint({
  name: 'learning-rate-too-large',
  severity: 'warning',
  what: 'The learning rate is 0.1 or more with an optimizer whose steps are as long as the rate, or 10 or more with any.',
  why: 'Weights start at some hundredths: one step throws them far beyond, and the loss jumps instead of falling.',
  instead:
    'Begin with 1e-3 for `adam` and the like, 0.1 for `sgd`; search for the largest rate at which the loss still falls.',
  source: 'Kingma & Ba 2015, Adam, section 2.1 (a step is bounded by about the learning rate)',
  bad: `network Arms {
  input features: [2]
  dense(16) -> tanh
  dense(2)
}
train Arms {
  data: spiral
  loss: cross_entropy
  optimizer: adam(lr: 0.5)
}`,
  good: `network Arms {
  input features: [2]
  dense(16) -> tanh
  dense(2)
}
train Arms {
  data: spiral
  loss: cross_entropy
  optimizer: adam(lr: 1e-3)
}`,
  *check({ trains }) {
    for (const { optimizer } of trains) {
      const lr = optimizer?.args['lr'];
      if (!optimizer || typeof lr !== 'number') continue;
      const free = optimizer.declaration.traits?.includes('scale-free') === true;
      if (lr < (free ? MAX_SCALE_FREE : MAX)) continue;
      const value = free ? '1e-3' : '0.1';
      yield {
        place: optimizer.place,
        message: free
          ? `${optimizer.declaration.name} moves each weight by about ${String(lr)} a step, whatever its gradient is: more than most weights are`
          : `a learning rate of ${String(lr)} makes the weights jump`,
        fix: {
          title: `Write \`lr: ${value}\``,
          mends: [{ kind: 'argument', call: optimizer.place, argument: 'lr', value }],
        },
      };
    }
  },
});
