/** `circles`: a circle around another. */
import { defineDataSet } from './dataset.js';
import { TOY_LICENCE, toyFacts, toyParameters } from './toy.js';

export const circles = defineDataSet({
  name: 'circles',
  summary: 'A circle of radius 1 around one of radius 1/2.',
  source: 'made by Netwright, as make_circles of scikit-learn describes it',
  licence: TOY_LICENCE,
  parameters: { ...toyParameters(0.05) },
  kind: 'bundled',
  facts: ({ samples }) => toyFacts(samples, 2),
  example: 'circles',
});
