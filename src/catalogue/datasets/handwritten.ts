/** What the sets of handwritten digits share: padding, and a gray image with one of ten labels. */
import { Dim } from '../../shape/dim.js';
import { count, type DataFacts } from './dataset.js';

export const padParameter = count('rows and columns of 0 added on every side', { min: 0, max: 512, default: 0 });

export const digitFacts = (side: Dim, train: number, validation: number): DataFacts => ({
  fields: [
    { name: 'image', shape: [Dim.of(1), side, side], dtype: 'float' },
    { name: 'label', shape: [], dtype: 'int64', classes: 10 },
  ],
  samples: { train, validation },
});
