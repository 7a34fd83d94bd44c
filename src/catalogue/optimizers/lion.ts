/** `lion`: the sign of a momentum as the step. */
import { defineOptimizer } from './optimizer.js';
import { held, learningRate, share, weightDecay } from './shared.js';

export const lion = defineOptimizer({
  name: 'lion',
  summary: 'A step of fixed size in the direction of a momentum’s sign; keeps one copy of the weights.',
  source: 'Chen et al. 2023',
  traits: ['scale-free'],
  parameters: {
    lr: learningRate(1e-4),
    beta1: share('share of momentum in the step', 0.9),
    beta2: share('share of momentum that is kept', 0.99),
    weight_decay: weightDecay(),
  },
  state: () => ({ mean: 'like-weight' }),
  update(w, g, s, a) {
    const mean = held(s, 'mean');
    const step = Math.sign(a.beta1 * mean + (1 - a.beta1) * g);
    s.mean = a.beta2 * mean + (1 - a.beta2) * g;
    return w * (1 - a.lr * a.weight_decay) - a.lr * step;
  },
  moves: () => ({ own: 2, before: 1 }),
  spell: { pytorch: a => `Lion(params, lr=${String(a.lr)}, betas=(${String(a.beta1)}, ${String(a.beta2)}))` },
  example: 'lion(lr: 1e-4)',
});
