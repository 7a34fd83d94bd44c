/** `dropout`: zeros at random places while training. */
import { defineLayer, fraction, spelled } from './layer.js';

export const dropout = defineLayer({
  name: 'dropout',
  summary:
    'While training, puts zero for a random share of the numbers and enlarges the rest; does nothing afterwards.',
  formula: 'y = x · mask / (1 - p)',
  source: 'Srivastava et al. 2014',
  keras: 'layers.Dropout',
  traits: ['drops'],
  parameters: { p: fraction('chance of a number to become zero', { default: 0.5, alias: 'rate' }) },
  input: ['...'],
  shape: ({ x }) => x.shape,
  lower: (op, x, _, { p }, { training }) => (training && p > 0 ? op.dropout(x, { p, channel: false }) : x),
  spell: { pytorch: (_, a) => spelled('nn.Dropout', [], { p: { value: a.p, default: 0.5 } }) },
  example: 'dropout(0.5)',
});
