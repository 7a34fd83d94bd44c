/** `glu`: one half, gated by the other. */
import { axis, defineLayer } from './layer.js';
import { replaced } from './rules.js';
import { axisGiven, softAxis } from './soft-axis.js';
import { Dim } from '../../shape/dim.js';

export const glu = defineLayer({
  name: 'glu',
  summary: 'Cuts a dimension in two halves and multiplies the first by the sigmoid of the second.',
  formula: 'a · σ(b)',
  source: 'Dauphin et al. 2017',
  keras: 'activations.glu',
  traits: ['non-linear'],
  parameters: { axis: axis('along which dimension', { optional: true, alias: 'dim' }) },
  input: ['...'],
  requires: [
    ...axisGiven,
    {
      at: 'axis',
      holds: ({ x }, a: { readonly axis: number | undefined }) =>
        (x.shape[softAxis(x, a)] ?? Dim.of(2)).isMultipleOf(2),
      says: ({ x }, a: { readonly axis: number | undefined }) =>
        `${String(x.shape[softAxis(x, a)])} cannot be cut in two halves`,
    },
  ],
  shape: ({ x }, a) => replaced(x.shape, softAxis(x, a), (x.shape[softAxis(x, a)] ?? Dim.of(2)).over(2)),
  lower: (op, x, _, a) => op.glu(x, { axis: softAxis(x.type, a) }),
  spell: { pytorch: ({ x }, a) => `nn.GLU(dim=${String(softAxis(x, a) + 1)})` },
  example: 'glu',
  exampleInput: '[64]',
});
