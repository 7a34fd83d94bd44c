/** `adagrad`: steps that get smaller where gradients were large. */
import { defineOptimizer, real } from './optimizer.js';
import { epsilon, held, learningRate, weightDecay } from './shared.js';
import { spelledOptimizer } from './spelling.js';

export const adagrad = defineOptimizer({
  name: 'adagrad',
  summary: 'The gradient over the root of the sum of all squared gradients so far.',
  source: 'Duchi et al. 2011',
  parameters: {
    lr: learningRate(0.01),
    lr_decay: real('slows the learning rate down with the steps', { default: 0, min: 0 }),
    weight_decay: weightDecay(),
    initial: real('start of the sum of squares', { default: 0, min: 0, alias: 'initial_accumulator_value' }),
    eps: epsilon(1e-10),
  },
  traits: ['state-of-frozen'],
  state: () => ({ step: 'scalar', sum: 'like-weight' }),
  update(w, gradient, s, a, t) {
    const g = gradient + a.weight_decay * w;
    const sum = held(s, 'sum', a.initial) + g * g;
    s.sum = sum;
    return w - ((a.lr / (1 + (t - 1) * a.lr_decay)) * g) / (Math.sqrt(sum) + a.eps);
  },
  moves: a => ({ own: a.weight_decay > 0 ? 2 : 1, before: 1 }),
  spell: { pytorch: a => spelledOptimizer('Adagrad', a, { lr: 0.01, lr_decay: 0, weight_decay: 0, eps: 1e-10 }) },
  example: 'adagrad(lr: 0.01)',
});
