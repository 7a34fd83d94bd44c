/** `asgd`: gradient descent that keeps an average of the weights beside them. */
import { defineOptimizer, real } from './optimizer.js';
import { held, learningRate, weightDecay } from './shared.js';
import { spelledOptimizer } from './spelling.js';

export const asgd = defineOptimizer({
  name: 'asgd',
  summary: 'Gradient descent with a fading learning rate, and an average of the weights from step t0 on.',
  source: 'Polyak & Juditsky 1992',
  parameters: {
    lr: learningRate(0.01),
    lambd: real('pull towards zero that fades the learning rate', { default: 1e-4, min: 0 }),
    alpha: real('power of the fading', { default: 0.75 }),
    t0: real('step at which the average begins', { default: 1e6, min: 0 }),
    weight_decay: weightDecay(),
  },
  state: () => ({ step: 'scalar', eta: 'scalar', mu: 'scalar', average: 'like-weight' }),
  update(w, gradient, s, a, t) {
    const g = gradient + a.weight_decay * w;
    // PyTorch's rate of a step is worked out at the end of the one before.
    const eta = held(s, 'eta', a.lr);
    const mu = held(s, 'mu', 1);
    const next = w * (1 - a.lambd * eta) - eta * g;
    s.average = mu === 1 ? next : held(s, 'average') + (next - held(s, 'average')) * mu;
    s.eta = a.lr / (1 + a.lambd * a.lr * t) ** a.alpha;
    s.mu = 1 / Math.max(1, t - a.t0);
    return next;
  },
  moves: a => ({ own: a.weight_decay > 0 ? 1 : 0 }),
  spell: {
    pytorch: a => spelledOptimizer('ASGD', a, { lr: 0.01, lambd: 1e-4, alpha: 0.75, t0: 1e6, weight_decay: 0 }),
  },
  example: 'asgd(lr: 0.01)',
});
