/** `adadelta`: steps in the units of the weights, without a learning rate of their own. */
import { defineOptimizer } from './optimizer.js';
import { epsilon, held, learningRate, share, weightDecay } from './shared.js';
import { spelledOptimizer } from './spelling.js';

export const adadelta = defineOptimizer({
  name: 'adadelta',
  summary: 'The gradient times the root of the average squared step over that of the average squared gradient.',
  source: 'Zeiler 2012',
  parameters: {
    lr: learningRate(1),
    rho: share('share of both averages that is kept', 0.9),
    eps: epsilon(1e-6),
    weight_decay: weightDecay(),
  },
  state: () => ({ step: 'scalar', square: 'like-weight', steps: 'like-weight' }),
  update(w, gradient, s, a) {
    const g = gradient + a.weight_decay * w;
    const square = a.rho * held(s, 'square') + (1 - a.rho) * g * g;
    const step = (Math.sqrt(held(s, 'steps') + a.eps) / Math.sqrt(square + a.eps)) * g;
    s.square = square;
    s.steps = a.rho * held(s, 'steps') + (1 - a.rho) * step * step;
    return w - a.lr * step;
  },
  moves: a => ({ own: a.weight_decay > 0 ? 2 : 1, before: 2 }),
  spell: { pytorch: a => spelledOptimizer('Adadelta', a, { lr: 1, rho: 0.9, eps: 1e-6, weight_decay: 0 }) },
  example: 'adadelta(rho: 0.95)',
});
