/** `gru_cell`: one step of a gated recurrent unit. */
import { flag } from './layer.js';
import { defineCell } from './cell.js';

export const gruCell = defineCell({
  name: 'gru_cell',
  summary: 'One step of `gru`: the next state from an input and the state before.',
  formula: 'h = z · h + (1 - z) · n',
  source: 'Cho et al. 2014',
  keras: 'layers.GRUCell',
  gates: 3,
  extra: { reset_after: flag('the reset gate acts on the product with the state, as in PyTorch', { default: true }) },
  lower: (op, x, state, _cell, weights, a, common) => {
    const [, h] = op.gru(x, state, ...weights, { ...common, resetAfter: a.reset_after });
    return [h];
  },
  torch: 'nn.GRUCell',
});
