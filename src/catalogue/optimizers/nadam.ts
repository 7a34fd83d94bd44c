/** `nadam`: Adam with Nesterov's look ahead. */
import { defineOptimizer, real } from './optimizer.js';
import { takeIn } from './moments.js';
import { epsilon, held, learningRate, share, weightDecay } from './shared.js';
import { spelledOptimizer } from './spelling.js';

export const nadam = defineOptimizer({
  name: 'nadam',
  summary: 'Adam that already takes the next share of momentum into the step.',
  source: 'Dozat 2016',
  traits: ['scale-free'],
  parameters: {
    lr: learningRate(2e-3),
    beta1: share('share of the average of gradients that is kept', 0.9),
    beta2: share('share of the average of squares that is kept', 0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(),
    momentum_decay: real('how momentum grows with the steps', { default: 4e-3, min: 0 }),
  },
  state: () => ({ step: 'scalar', product: 'scalar', mean: 'like-weight', square: 'like-weight' }),
  update(w, gradient, s, a, t) {
    const [mean, square] = takeIn(gradient + a.weight_decay * w, s, a);
    const share = (step: number): number => a.beta1 * (1 - 0.5 * 0.96 ** (step * a.momentum_decay));
    const product = held(s, 'product', 1) * share(t);
    s.product = product;
    const deviation = Math.sqrt(square / (1 - a.beta2 ** t)) + a.eps;
    const now = ((1 - share(t)) / (1 - product)) * (gradient + a.weight_decay * w);
    const next = (share(t + 1) / (1 - product * share(t + 1))) * mean;
    return w - (a.lr * (now + next)) / deviation;
  },
  moves: a => ({ own: a.weight_decay > 0 ? 3 : 2, before: 1 }),
  spell: {
    pytorch: a =>
      spelledOptimizer('NAdam', a, {
        lr: 2e-3,
        beta1: 0.9,
        beta2: 0.999,
        eps: 1e-8,
        weight_decay: 0,
        momentum_decay: 4e-3,
      }),
  },
  example: 'nadam(lr: 2e-3)',
});
