/** `lbfgs`: a quasi-Newton method with a short memory; for whole batches. */
import { count, defineOptimizer, positive } from './optimizer.js';
import { learningRate } from './shared.js';

export const lbfgs = defineOptimizer({
  name: 'lbfgs',
  summary: 'Directions from the last differences of weights and gradients, as if the curvature were known.',
  source: 'Liu & Nocedal 1989',
  parameters: {
    lr: learningRate(1),
    history: count('pairs of differences that are kept', { min: 1, default: 100, alias: 'history_size' }),
    iterations: count('iterations of one step', { min: 1, default: 20, alias: 'max_iter' }),
    tolerance: positive('stops when the largest gradient is below', { default: 1e-7, alias: 'tolerance_grad' }),
  },
  state: a => ({
    direction: { copiesOfAll: 1 },
    gradient: { copiesOfAll: 1 },
    weight_differences: { copiesOfAll: a.history.value },
    gradient_differences: { copiesOfAll: a.history.value },
    // The reciprocal and the weight of each pair, and the scale of the first guess.
    factors: { scalars: 2 * a.history.value + 1 },
  }),
  moves: () => ({ all: 6 }),
  spell: {
    pytorch: a =>
      `torch.optim.LBFGS(params, lr=${String(a.lr)}, max_iter=${a.iterations.toString()}, history_size=${a.history.toString()})`,
  },
  example: 'lbfgs(lr: 1)',
});
