/** `xor`: quarters of a square. */
import { defineDataSet } from './dataset.js';
import { TOY_LICENCE, toyFacts, toyParameters } from './toy.js';

export const xor = defineDataSet({
  name: 'xor',
  summary: 'A square in quarters; opposite quarters are of one class.',
  source: 'made by Netwright; the problem is by Minsky & Papert 1969, Perceptrons',
  licence: TOY_LICENCE,
  parameters: { ...toyParameters(0.02) },
  kind: 'bundled',
  facts: ({ samples }) => toyFacts(samples, 2),
  example: 'xor',
});
