/** `alpha_dropout`: dropout that keeps mean 0 and variance 1, for SELU. */
import { defineLayer, fraction, spelled } from './layer.js';

/** What a dropped number becomes: the lower end of SELU, -λα. */
const LOW = -1.7580993408473766;

export const alphaDropout = defineLayer({
  name: 'alpha_dropout',
  summary: 'While training, puts the lower end of SELU for a random share of the numbers and keeps mean and variance.',
  formula: 'y = a · (x · mask + α′ (1 - mask)) + b',
  source: 'Klambauer et al. 2017',
  keras: 'layers.AlphaDropout',
  traits: ['drops'],
  parameters: { p: fraction('chance of a number to be dropped', { default: 0.5 }) },
  input: ['...'],
  shape: ({ x }) => x.shape,
  lower(op, x, _, { p }, { training }) {
    if (!training || p === 0) return x;
    if (p === 1) return op.scaleBy(x, { by: 0 });
    const keep = 1 - p;
    const scale = 1 / Math.sqrt(keep * (1 + p * LOW * LOW));
    // (x - low) · mask + low is x where it is kept and low where it is dropped; dropout enlarges by 1 / keep.
    const kept = op.scaleBy(op.dropout(op.addConstant(x, { constant: -LOW }), { p, channel: false }), { by: keep });
    return op.addConstant(op.scaleBy(kept, { by: scale }), { constant: scale * LOW - scale * p * LOW });
  },
  spell: { pytorch: (_, a) => spelled('nn.AlphaDropout', [], { p: { value: a.p, default: 0.5 } }) },
  example: 'alpha_dropout(0.1)',
});
