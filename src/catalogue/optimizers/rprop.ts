/** `rprop`: steps that only follow the gradient's sign; for whole batches. */
import { defineOptimizer, positive } from './optimizer.js';
import { held, learningRate } from './shared.js';
import { spelledOptimizer } from './spelling.js';

export const rprop = defineOptimizer({
  name: 'rprop',
  summary: 'Each weight has a step size of its own: it grows while the sign stays, and shrinks when it turns.',
  source: 'Riedmiller & Braun 1993',
  parameters: {
    lr: learningRate(0.01),
    shrink: positive('factor when the sign turns', { default: 0.5 }),
    grow: positive('factor while the sign stays', { default: 1.2 }),
    smallest: positive('smallest step', { default: 1e-6 }),
    largest: positive('largest step', { default: 50 }),
  },
  state: () => ({ step: 'scalar', before: 'like-weight', size: 'like-weight' }),
  update(w, gradient, s, a) {
    const turn = Math.sign(gradient * held(s, 'before'));
    const factor = turn > 0 ? a.grow : turn < 0 ? a.shrink : 1;
    const size = Math.min(a.largest, Math.max(a.smallest, held(s, 'size', a.lr) * factor));
    const g = turn < 0 ? 0 : gradient;
    s.size = size;
    s.before = g;
    return w - Math.sign(g) * size;
  },
  moves: () => ({ own: 3 }),
  spell: {
    pytorch: a =>
      a.shrink === 0.5 && a.grow === 1.2
        ? spelledOptimizer('Rprop', a, { lr: 0.01 })
        : `torch.optim.Rprop(params, lr=${String(a.lr)}, etas=(${String(a.shrink)}, ${String(a.grow)}))`,
  },
  example: 'rprop(lr: 0.01)',
});
