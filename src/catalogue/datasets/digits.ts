/** `digits`: small handwritten digits. */
import { defineDataSet } from './dataset.js';
import { digitFacts, padParameter } from './handwritten.js';

export const digits = defineDataSet({
  name: 'digits',
  summary: '1,797 handwritten digits of 8x8 cells, 0 to 1, by 13 writers.',
  source:
    'E. Alpaydin, C. Kaynak 1998, Optical Recognition of Handwritten Digits (test part), UCI Machine Learning Repository, doi 10.24432/C50P49',
  licence: 'CC BY 4.0',
  parameters: { pad: padParameter },
  kind: 'bundled',
  facts: ({ pad }) => digitFacts(pad.times(2).plus(8), 1438, 359),
  example: 'digits',
});
