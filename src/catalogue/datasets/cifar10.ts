/** `cifar10`: small photographs of ten kinds. */
import { Dim } from '../../shape/dim.js';
import { defineDataSet, text } from './dataset.js';

export const cifar10 = defineDataSet({
  name: 'cifar10',
  summary: 'CIFAR-10: 60,000 colour photographs of 32x32 pixels, of ten kinds, from its files in a folder.',
  source: 'A. Krizhevsky 2009, Learning multiple layers of features from tiny images',
  licence: 'its authors state none and ask to cite the report; Netwright does not ship it',
  parameters: { folder: text('folder with the files of the binary version') },
  kind: 'files',
  facts: () => ({
    fields: [
      { name: 'image', shape: [Dim.of(3), Dim.of(32), Dim.of(32)], dtype: 'float' },
      { name: 'label', shape: [], dtype: 'int64', classes: 10 },
    ],
    samples: { train: 50_000, validation: 10_000 },
  }),
  example: 'cifar10("data/")',
});
