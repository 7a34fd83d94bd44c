/** `adafactor`: squares of gradients kept by rows and columns only. */
import { Dim } from '../../shape/dim.js';
import type { Shape } from '../../shape/shape.js';
import { defineOptimizer, real } from './optimizer.js';
import { epsilon, learningRate, weightDecay } from './shared.js';
import { spelledOptimizer } from './spelling.js';

/** Two dimensions or more are factored over the last two; a vector keeps all of its squares. */
const isMatrix = (weight: Shape): boolean => weight.length > 1;
const one = Dim.of(1);

export const adafactor = defineOptimizer({
  name: 'adafactor',
  summary: 'Adam whose squares are kept as one number for each row and each column.',
  source: 'Shazeer & Stern 2018',
  parameters: {
    lr: learningRate(0.01),
    beta2_decay: real('power with which the share of new squares falls', { default: -0.8, max: 0 }),
    eps: epsilon(1e-3),
    clip: real('largest root mean square of a step', { default: 1, min: 1, alias: 'd' }),
    weight_decay: weightDecay(),
  },
  state: () => ({
    step: 'scalar',
    rows: { shapeOf: weight => (isMatrix(weight) ? [...weight.slice(0, -1), one] : undefined) },
    columns: { shapeOf: weight => (isMatrix(weight) ? [...weight.slice(0, -2), one, ...weight.slice(-1)] : undefined) },
    square: { shapeOf: weight => (isMatrix(weight) ? undefined : weight) },
  }),
  moves: () => ({ own: 2, before: 1 }),
  spell: {
    pytorch: a =>
      spelledOptimizer('Adafactor', { ...a, d: a.clip }, { lr: 0.01, beta2_decay: -0.8, d: 1, weight_decay: 0 }),
  },
  example: 'adafactor(lr: 0.01)',
});
