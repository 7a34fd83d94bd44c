/** `row_norms`: the lengths of the rows of the weight beside it. */
import { defineInitializer } from './initializer.js';

export const rowNorms = defineInitializer({
  name: 'row_norms',
  summary: 'Lengths of the rows of the weight beside it, so that a weight norm changes nothing at the start.',
  source: 'Salimans & Kingma 2016, Weight normalization, as torch.nn.utils.parametrizations.weight_norm begins',
  parameters: {},
  from: 'weight',
  fill(into, _, __, { beside }) {
    const width = beside ? beside.length / into.length : 0;
    for (let row = 0; row < into.length; row++) {
      const cells = beside?.subarray(row * width, (row + 1) * width) ?? [];
      into[row] = beside ? Math.hypot(...cells) : 1;
    }
  },
  spell: { pytorch: () => 'torch.norm_except_dim(weight, 2, 0)' },
});
