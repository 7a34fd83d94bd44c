/** `spiral`: arms that wind around each other. */
import { count, defineDataSet, positive } from './dataset.js';
import { TOY_LICENCE, toyFacts, toyParameters } from './toy.js';

export const spiral = defineDataSet({
  name: 'spiral',
  summary: 'Points on spiral arms, one a class, that wind around each other from the middle to the unit circle.',
  source: 'made by Netwright; the problem is by Lang & Witbrock 1988, Learning to tell two spirals apart',
  licence: TOY_LICENCE,
  parameters: {
    classes: count('number of arms', { min: 2, max: 100, default: 2 }),
    turns: positive('how often an arm goes around', { default: 1 }),
    ...toyParameters(0.02),
  },
  kind: 'bundled',
  facts: ({ samples, classes }) => toyFacts(samples, classes.value),
  example: 'spiral(turns: 1.5)',
});
