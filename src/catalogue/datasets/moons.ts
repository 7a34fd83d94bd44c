/** `moons`: two half circles. */
import { defineDataSet } from './dataset.js';
import { TOY_LICENCE, toyFacts, toyParameters } from './toy.js';

export const moons = defineDataSet({
  name: 'moons',
  summary: 'Two half circles that reach into each other.',
  source: 'made by Netwright, as make_moons of scikit-learn describes it',
  licence: TOY_LICENCE,
  parameters: { ...toyParameters(0.1) },
  kind: 'bundled',
  facts: ({ samples }) => toyFacts(samples, 2),
  example: 'moons(noise: 0.2)',
});
