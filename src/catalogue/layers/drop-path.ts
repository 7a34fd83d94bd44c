/** `drop_path`: leaves out a whole path of some samples while training. */
import { defineLayer, fraction } from './layer.js';

export const dropPath = defineLayer({
  name: 'drop_path',
  summary: 'While training, puts zero for all of a sample with chance p and enlarges the others: stochastic depth.',
  formula: 'y = x · coin / (1 - p)',
  source: 'Huang et al. 2016, Deep networks with stochastic depth',
  traits: ['drops'],
  parameters: { p: fraction('chance of a sample to lose this path', { default: 0 }) },
  input: ['...'],
  shape: ({ x }) => x.shape,
  lower: (op, x, _, { p }, { training }) => (training && p > 0 ? op.dropPath(x, { p }) : x),
  spell: { pytorch: (_, a) => `torchvision.ops.StochasticDepth(${String(a.p)}, 'row')` },
  example: 'drop_path(0.1)',
});
