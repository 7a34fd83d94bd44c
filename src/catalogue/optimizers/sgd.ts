/** `sgd`: a step against the gradient, with momentum if wanted. */
import { defineOptimizer, flag } from './optimizer.js';
import { held, learningRate, share, weightDecay } from './shared.js';
import { spelledOptimizer } from './spelling.js';

export const sgd = defineOptimizer({
  name: 'sgd',
  summary: 'A step against the gradient; with momentum, against a moving sum of gradients.',
  source: 'Polyak 1964 (momentum); Sutskever et al. 2013 (nesterov)',
  parameters: {
    lr: learningRate(0.01),
    momentum: share('share of the last step that is kept', 0),
    dampening: share('share of the new gradient that momentum leaves out', 0),
    nesterov: flag('takes the gradient where momentum is about to lead', { default: false }),
    weight_decay: weightDecay(),
  },
  state: a => ({ velocity: a.momentum > 0 && 'like-weight' }),
  update(w, gradient, s, a, t) {
    const g = gradient + a.weight_decay * w;
    if (a.momentum === 0) return w - a.lr * g;
    const velocity = t === 1 ? g : a.momentum * held(s, 'velocity') + (1 - a.dampening) * g;
    s.velocity = velocity;
    return w - a.lr * (a.nesterov ? g + a.momentum * velocity : velocity);
  },
  moves: ({ weight_decay, nesterov }) => ({ own: (weight_decay > 0 ? 1 : 0) + (nesterov ? 1 : 0) }),
  spell: {
    pytorch: a =>
      spelledOptimizer('SGD', a, { lr: 0.001, momentum: 0, dampening: 0, weight_decay: 0, nesterov: false }),
  },
  example: 'sgd(lr: 0.1, momentum: 0.9)',
});
