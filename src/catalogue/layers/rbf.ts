/** `rbf`: units that answer to what is near their centre. */
import { choice, count, defineLayer } from './layer.js';
import { squaredDistances } from './distances.js';

export const rbf = defineLayer({
  name: 'rbf',
  summary:
    'Each unit has a learned centre and answers to what is near: by a bell curve of learned width, or by the distance itself.',
  formula: 'y[k] = exp(-width[k] · |x - centre[k]|²), or |x - centre[k]|²',
  source: 'Broomhead & Lowe 1988; LeCun et al. 1998 (the output of LeNet-5)',
  traits: ['mixes-channels', 'non-linear'],
  parameters: {
    units: count('number of units', { min: 1 }),
    kind: choice(['gaussian', 'distance'], 'what a unit answers', { default: 'gaussian' }),
  },
  input: ['...', 'D'],
  shape: ({ rest }, a) => [...rest, a.units],
  weights: ({ D }, a) => ({
    centre: { shape: [a.units, D], init: 'standard_normal' },
    width: a.kind === 'gaussian' && { shape: [a.units], init: 'ones' },
  }),
  lower(op, x, { centre, width }) {
    const distances = squaredDistances(op, x, centre!);
    return width ? op.exp(op.negate(op.multiply(distances, width))) : distances;
  },
  spell: { pytorch: ({ D }, a) => `RadialUnits(${D.toString()}, ${a.units.toString()}, kind='${a.kind}')` },
  example: 'rbf(10)',
  exampleInput: '[64]',
});
