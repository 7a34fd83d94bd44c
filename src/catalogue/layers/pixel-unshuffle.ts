/** `pixel_unshuffle`: cells become channels of a coarser map. */
import { shuffledSketch } from '../sketch.js';
import { count, defineLayer } from './layer.js';
import { nearestDivisors } from './rules.js';

export const pixelUnshuffle = defineLayer({
  name: 'pixel_unshuffle',
  summary: 'Lays squares of `factor` x `factor` cells into channels of a map that is `factor` times coarser.',
  formula: '[C, H·f, W·f] → [C·f², H, W]',
  source: 'Shi et al. 2016, ESPCN',
  traits: ['linear'],
  parameters: { factor: count('how many times coarser', { min: 1, default: 2, alias: 'downscale_factor' }) },
  input: ['C', 'H', 'W'],
  requires: [
    {
      at: 'factor',
      holds: ({ H, W }, { factor }) => {
        const [high, wide] = [H.isMultipleOf(factor), W.isMultipleOf(factor)];
        return high === false || wide === false ? false : high === true && wide === true ? true : 'unknown';
      },
      says: ({ H, W }, { factor }) =>
        `a map of ${H.toString()}x${W.toString()} does not split into squares of ${factor.toString()}`,
      instead: ({ H }, { factor }) => nearestDivisors(H, factor).map(d => ({ argument: 'factor', value: String(d) })),
    },
  ],
  shape: ({ C, H, W }, { factor: f }) => [C.times(f).times(f), H.over(f), W.over(f)],
  dtype: 'same',
  lower(op, x, _, { factor: f }, { bound: { C, H, W } }) {
    const split = op.reshape(x, { shape: [C, H.over(f), f, W.over(f), f] });
    const mixed = op.permute(split, { order: [0, 2, 4, 1, 3] });
    return op.reshape(mixed, { shape: [C.times(f).times(f), H.over(f), W.over(f)] });
  },
  spell: { pytorch: (_, a) => `nn.PixelUnshuffle(${a.factor.toString()})` },
  sketch: ({ x }, { factor }) => shuffledSketch(x.shape, factor, false),
  example: 'pixel_unshuffle(2)',
  exampleInput: '3x8x8',
});
