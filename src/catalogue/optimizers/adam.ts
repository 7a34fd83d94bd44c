/** `adam`: steps of a size that does not depend on the gradient's. */
import { defineOptimizer, flag } from './optimizer.js';
import { adamStep } from './moments.js';
import { epsilon, learningRate, share, weightDecay } from './shared.js';
import { spelledOptimizer } from './spelling.js';

export const adam = defineOptimizer({
  name: 'adam',
  summary: 'A moving average of gradients over the root of a moving average of their squares.',
  source: 'Kingma & Ba 2015; Reddi et al. 2018 (amsgrad)',
  traits: ['scale-free'],
  parameters: {
    lr: learningRate(1e-3),
    beta1: share('share of the average of gradients that is kept', 0.9),
    beta2: share('share of the average of squares that is kept', 0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(),
    amsgrad: flag('divides by the largest average so far', { default: false }),
  },
  state: a => ({
    step: 'scalar',
    mean: 'like-weight',
    square: 'like-weight',
    largest: a.amsgrad && 'like-weight',
  }),
  update: (w, g, s, a, t) => w - adamStep(g + a.weight_decay * w, s, a, t),
  moves: a => ({ own: a.weight_decay > 0 ? 3 : 2, before: 1 }),
  spell: {
    pytorch: a =>
      spelledOptimizer('Adam', a, { lr: 1e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0, amsgrad: false }),
  },
  example: 'adam(lr: 1e-3)',
});
