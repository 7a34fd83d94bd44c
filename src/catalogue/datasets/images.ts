/** `images`: a folder of pictures, one folder in it for each class. */
import { defineDataSet, sizes, text } from './dataset.js';

export const images = defineDataSet({
  name: 'images',
  summary: 'Pictures from a folder; the folders in it are the classes.',
  source: 'your own files',
  licence: 'that of your files',
  parameters: {
    folder: text('folder that holds a folder for each class'),
    size: sizes('channels, height and width that every picture is brought to', { min: 1, optional: true }),
  },
  kind: 'files',
  facts: ({ size }) => ({
    fields: [
      { name: 'image', shape: size.length === 0 ? undefined : size, dtype: 'float' },
      { name: 'label', shape: [], dtype: 'int64' },
    ],
  }),
  example: 'images("flowers/", size: 3x224x224)',
});
