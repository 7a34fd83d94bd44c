/** `gelu`: weighs a number by the share of a normal distribution below it. */
import { defineActivation } from './activation.js';
import { choice, spelled } from './layer.js';

export const gelu = defineActivation({
  name: 'gelu',
  summary: 'Weighs a number by the share of a normal distribution below it.',
  formula: 'x Φ(x)',
  source: 'Hendrycks & Gimpel 2016',
  keras: 'activations.gelu',
  parameters: {
    approximate: choice(['none', 'tanh'], 'exact, or by a tangent', { default: 'none' }),
  },
  lower: (op, x, a) => op.gelu(x, { approximate: a.approximate === 'tanh' }),
  pytorch: a => spelled('nn.GELU', [], { approximate: { value: a.approximate, default: 'none' } }),
});
