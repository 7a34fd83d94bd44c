/** `adamax`: Adam that divides by the largest gradient instead of a root of squares. */
import { defineOptimizer } from './optimizer.js';
import { epsilon, held, learningRate, share, weightDecay } from './shared.js';
import { spelledOptimizer } from './spelling.js';

export const adamax = defineOptimizer({
  name: 'adamax',
  summary: 'A moving average of gradients over their largest size, which fades.',
  source: 'Kingma & Ba 2015, section 7.1',
  traits: ['scale-free'],
  parameters: {
    lr: learningRate(2e-3),
    beta1: share('share of the average of gradients that is kept', 0.9),
    beta2: share('share of the largest size that is kept', 0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(),
  },
  state: () => ({ step: 'scalar', mean: 'like-weight', largest: 'like-weight' }),
  update(w, gradient, s, a, t) {
    const g = gradient + a.weight_decay * w;
    const mean = a.beta1 * held(s, 'mean') + (1 - a.beta1) * g;
    const largest = Math.max(a.beta2 * held(s, 'largest'), Math.abs(g) + a.eps);
    s.mean = mean;
    s.largest = largest;
    return w - (a.lr * mean) / ((1 - a.beta1 ** t) * largest);
  },
  moves: a => ({ own: a.weight_decay > 0 ? 2 : 1 }),
  spell: {
    pytorch: a => spelledOptimizer('Adamax', a, { lr: 2e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0 }),
  },
  example: 'adamax(lr: 2e-3)',
});
