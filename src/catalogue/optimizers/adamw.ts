/** `adamw`: Adam whose weight decay is apart from the gradient. */
import { defineOptimizer, flag } from './optimizer.js';
import { adamStep } from './moments.js';
import { epsilon, learningRate, share, weightDecay } from './shared.js';
import { spelledOptimizer } from './spelling.js';

export const adamw = defineOptimizer({
  name: 'adamw',
  summary: 'Adam with a weight decay that does not go through the averages.',
  source: 'Loshchilov & Hutter 2019',
  traits: ['scale-free'],
  parameters: {
    lr: learningRate(1e-3),
    beta1: share('share of the average of gradients that is kept', 0.9),
    beta2: share('share of the average of squares that is kept', 0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0.01),
    amsgrad: flag('divides by the largest average so far', { default: false }),
  },
  state: a => ({
    step: 'scalar',
    mean: 'like-weight',
    square: 'like-weight',
    largest: a.amsgrad && 'like-weight',
  }),
  update: (w, g, s, a, t) => w * (1 - a.lr * a.weight_decay) - adamStep(g, s, a, t),
  moves: () => ({ own: 2, before: 1 }),
  spell: {
    pytorch: a =>
      spelledOptimizer('AdamW', a, {
        lr: 1e-3,
        beta1: 0.9,
        beta2: 0.999,
        eps: 1e-8,
        weight_decay: 0.01,
        amsgrad: false,
      }),
  },
  example: 'adamw(lr: 1e-3, weight_decay: 0.01)',
});
