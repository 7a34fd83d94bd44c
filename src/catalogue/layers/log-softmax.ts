/** `log_softmax`: logarithms of softmax. */
import { axis, defineLayer } from './layer.js';
import { axisGiven, softAxis } from './soft-axis.js';

export const logSoftmax = defineLayer({
  name: 'log_softmax',
  summary: 'Logarithms of softmax along an axis.',
  formula: 'y = x - ln Σ eˣ',
  source: 'torch.nn.LogSoftmax; Bridle 1990 (softmax)',
  keras: 'activations.log_softmax',
  traits: ['non-linear', 'log-probabilities'],
  parameters: { axis: axis('along which dimension', { optional: true, alias: 'dim' }) },
  input: ['...'],
  requires: axisGiven,
  shape: ({ x }) => x.shape,
  lower: (op, x, _, a) => op.logSoftmax(x, { axis: softAxis(x.type, a) }),
  spell: { pytorch: ({ x }, a) => `nn.LogSoftmax(dim=${String(softAxis(x, a) + 1)})` },
  example: 'log_softmax',
  exampleInput: '[10]',
});
