/** `rmsprop`: the gradient over the root of a moving average of its square. */
import { defineOptimizer, flag } from './optimizer.js';
import { epsilon, held, learningRate, share, weightDecay } from './shared.js';
import { spelledOptimizer } from './spelling.js';

export const rmsprop = defineOptimizer({
  name: 'rmsprop',
  summary: 'The gradient over the root of a moving average of squared gradients.',
  source: 'Hinton 2012, lecture 6e; Graves 2013 (centered)',
  traits: ['scale-free'],
  parameters: {
    lr: learningRate(0.01),
    alpha: share('share of the average of squares that is kept', 0.99),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(),
    momentum: share('share of the last step that is kept', 0),
    centered: flag('takes the mean gradient out of the average', { default: false }),
  },
  state: a => ({
    step: 'scalar',
    square: 'like-weight',
    velocity: a.momentum > 0 && 'like-weight',
    mean: a.centered && 'like-weight',
  }),
  update(w, gradient, s, a) {
    const g = gradient + a.weight_decay * w;
    const square = a.alpha * held(s, 'square') + (1 - a.alpha) * g * g;
    s.square = square;
    let spread = square;
    if (a.centered) {
      const mean = a.alpha * held(s, 'mean') + (1 - a.alpha) * g;
      s.mean = mean;
      spread = square - mean * mean;
    }
    const step = g / (Math.sqrt(spread) + a.eps);
    if (a.momentum === 0) return w - a.lr * step;
    const velocity = a.momentum * held(s, 'velocity') + step;
    s.velocity = velocity;
    return w - a.lr * velocity;
  },
  moves: a => ({ own: a.weight_decay > 0 ? 2 : 1, before: 1 }),
  spell: {
    pytorch: a =>
      spelledOptimizer('RMSprop', a, {
        lr: 0.01,
        alpha: 0.99,
        eps: 1e-8,
        weight_decay: 0,
        momentum: 0,
        centered: false,
      }),
  },
  example: 'rmsprop(lr: 0.01)',
});
