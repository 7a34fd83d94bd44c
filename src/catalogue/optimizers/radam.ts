/** `radam`: Adam that waits with its division until the average of squares can be trusted. */
import { defineOptimizer } from './optimizer.js';
import { takeIn } from './moments.js';
import { epsilon, learningRate, share, weightDecay } from './shared.js';
import { spelledOptimizer } from './spelling.js';

export const radam = defineOptimizer({
  name: 'radam',
  summary: 'Adam with a correction for the variance of its first steps.',
  source: 'Liu et al. 2020',
  traits: ['scale-free'],
  parameters: {
    lr: learningRate(1e-3),
    beta1: share('share of the average of gradients that is kept', 0.9),
    beta2: share('share of the average of squares that is kept', 0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(),
  },
  state: () => ({ step: 'scalar', mean: 'like-weight', square: 'like-weight' }),
  update(w, gradient, s, a, t) {
    const [mean, square] = takeIn(gradient + a.weight_decay * w, s, a);
    const corrected = mean / (1 - a.beta1 ** t);
    const rest = a.beta2 ** t;
    const most = 2 / (1 - a.beta2) - 1;
    const length = most - (2 * t * rest) / (1 - rest);
    if (length <= 5) return w - a.lr * corrected;
    const rectified = Math.sqrt(((length - 4) * (length - 2) * most) / ((most - 4) * (most - 2) * length));
    const adapted = Math.sqrt(1 - rest) / (Math.sqrt(square) + a.eps);
    return w - a.lr * corrected * adapted * rectified;
  },
  moves: a => ({ own: a.weight_decay > 0 ? 6 : 5 }),
  spell: {
    pytorch: a => spelledOptimizer('RAdam', a, { lr: 1e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0 }),
  },
  example: 'radam(lr: 1e-3)',
});
