/** `leaky_relu`: ReLU that lets a little through below zero. */
import { defineActivation } from './activation.js';
import { real, spelled } from './layer.js';

export const leakyRelu = defineActivation({
  name: 'leaky_relu',
  summary: 'ReLU that lets a little through below zero.',
  formula: 'x > 0 ? x : slope · x',
  source: 'Maas et al. 2013',
  keras: 'layers.LeakyReLU',
  parameters: {
    slope: real('slope below zero', { default: 0.01, alias: ['negative_slope', 'alpha'] }),
  },
  lower: (op, x, a) => op.leakyRelu(x, { slope: a.slope }),
  pytorch: a => spelled('nn.LeakyReLU', [], { negative_slope: { value: a.slope, default: 0.01 } }),
});
