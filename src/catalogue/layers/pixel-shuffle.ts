/** `pixel_shuffle`: channels become cells of a finer map. */
import { shuffledSketch } from '../sketch.js';
import { count, defineLayer } from './layer.js';
import { nearestMultiples } from './rules.js';

export const pixelShuffle = defineLayer({
  name: 'pixel_shuffle',
  summary: 'Lays groups of `factor`² channels out as cells of a map that is `factor` times finer.',
  formula: '[C·f², H, W] → [C, H·f, W·f]',
  source: 'Shi et al. 2016, ESPCN',
  traits: ['linear'],
  parameters: { factor: count('how many times finer', { min: 1, default: 2, alias: 'upscale_factor' }) },
  input: ['C', 'H', 'W'],
  requires: [
    {
      at: 'factor',
      holds: ({ C }, { factor }) => C.isMultipleOf(factor.times(factor)),
      says: ({ C }, { factor }) =>
        `${C.toString()} channels do not split into groups of ${factor.toString()}² = ${factor.times(factor).toString()}; ${nearestMultiples(C, factor.times(factor)).map(String).join(' or ')} would`,
    },
  ],
  shape: ({ C, H, W }, { factor: f }) => [C.over(f.times(f)), H.times(f), W.times(f)],
  dtype: 'same',
  lower(op, x, _, { factor: f }, { bound: { C, H, W } }) {
    const channels = C.over(f.times(f));
    const split = op.reshape(x, { shape: [channels, f, f, H, W] });
    const mixed = op.permute(split, { order: [0, 3, 1, 4, 2] });
    return op.reshape(mixed, { shape: [channels, H.times(f), W.times(f)] });
  },
  spell: { pytorch: (_, a) => `nn.PixelShuffle(${a.factor.toString()})` },
  sketch: ({ x }, { factor }) => shuffledSketch(x.shape, factor, true),
  example: 'pixel_shuffle(2)',
  exampleInput: '8x4x4',
});
