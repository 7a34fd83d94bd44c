/** `pairs`: two samples of another data set at a time, and whether they are of one class. */
import type { Argument } from '../argument.js';
import { defineDataSet, defineParameter, describe as written } from './dataset.js';

const dataSet = defineParameter<Argument>({
  kind: 'data set',
  doc: 'the data set whose samples are paired',
  takes: 'recipe',
  read: argument =>
    argument.kind === 'recipe' ? { value: argument } : { error: `needs a data set, not ${written(argument)}` },
});

export const pairs = defineDataSet({
  name: 'pairs',
  summary: 'Pairs of samples of a data set, `left` and `right`; the label says whether they are of one class.',
  source: 'that of the paired data set',
  licence: 'that of the paired data set',
  parameters: { of: dataSet },
  kind: 'files',
  facts: () => ({
    fields: [
      { name: 'left', shape: undefined, dtype: 'float' },
      { name: 'right', shape: undefined, dtype: 'float' },
      { name: 'label', shape: [], dtype: 'int64', classes: 2 },
    ],
  }),
  example: 'pairs(images("omniglot/"))',
});
