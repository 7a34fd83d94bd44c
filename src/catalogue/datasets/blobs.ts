/** `blobs`: round clouds. */
import { count, defineDataSet } from './dataset.js';
import { TOY_LICENCE, toyFacts, toyParameters } from './toy.js';

export const blobs = defineDataSet({
  name: 'blobs',
  summary: 'Round clouds of points, one a class, whose middles lie on the unit circle.',
  source: 'made by Netwright',
  licence: TOY_LICENCE,
  parameters: { classes: count('number of clouds', { min: 2, max: 100, default: 3 }), ...toyParameters(0.2) },
  kind: 'bundled',
  facts: ({ samples, classes }) => toyFacts(samples, classes.value),
  example: 'blobs(classes: 5)',
});
