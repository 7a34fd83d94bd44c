/** `softplus`: a smooth ReLU. */
import { defineActivation } from './activation.js';
import { positive, real, spelled } from './layer.js';

export const softplus = defineActivation({
  name: 'softplus',
  summary: 'A smooth ReLU.',
  formula: 'ln(1 + exp(beta x)) / beta',
  source: 'Dugas et al. 2001',
  keras: 'activations.softplus',
  parameters: {
    beta: positive('how sharp the bend is', { default: 1 }),
    threshold: real('above this, beta x is taken for the identity', { default: 20 }),
  },
  lower: (op, x, a) => op.softplus(x, { beta: a.beta, threshold: a.threshold }),
  pytorch: a =>
    spelled('nn.Softplus', [], { beta: { value: a.beta, default: 1 }, threshold: { value: a.threshold, default: 20 } }),
});
