/** `softmax`: positive numbers that add up to 1. */
import { axis, defineLayer } from './layer.js';
import { axisGiven, softAxis } from './soft-axis.js';

export const softmax = defineLayer({
  name: 'softmax',
  summary: 'Turns numbers along an axis into positive ones that add up to 1.',
  formula: 'y = eˣ / Σ eˣ',
  source: 'Bridle 1990',
  keras: 'layers.Softmax',
  traits: ['non-linear', 'saturates', 'probabilities', 'normalizes-axis'],
  parameters: { axis: axis('along which dimension', { optional: true, alias: 'dim' }) },
  input: ['...'],
  requires: axisGiven,
  shape: ({ x }) => x.shape,
  lower: (op, x, _, a) => op.softmax(x, { axis: softAxis(x.type, a) }),
  spell: { pytorch: ({ x }, a) => `nn.Softmax(dim=${String(softAxis(x, a) + 1)})` },
  example: 'softmax',
  exampleInput: '[10]',
});
