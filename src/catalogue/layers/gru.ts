/** `gru`: a gated recurrent unit: a state that an update gate and a reset gate guard. */
import { flag } from './layer.js';
import { defineRecurrent } from './recurrent-layer.js';

export const gru = defineRecurrent({
  name: 'gru',
  summary: 'A gated recurrent unit: a state that an update gate and a reset gate guard.',
  formula: 'h = z · h + (1 - z) · n',
  source: 'Cho et al. 2014',
  keras: 'layers.GRU (`reset_after: false` is its `reset_after=False`)',
  gates: 3,
  extra: {
    reset_after: flag(
      'the reset gate acts on the product with the state, as in PyTorch; else on the state before, with one vector of biases: 3 times `hidden` numbers fewer',
      { default: true },
    ),
  },
  // Where the gate acts on the state itself, two biases would always be added to each other: there is one, as in Keras.
  oneBias: a => !a.reset_after,
  operate: (op, x, [state], weights, common, { reset_after }) =>
    op.gru(x, state, ...weights, { ...common, resetAfter: reset_after }),
  torch: 'nn.GRU',
});
