/** `csv`: a table in a text file, a sample a line. */
import type { Doc } from '../details.js';
import { describe as written, defineDataSet, defineParameter, flag, text, type Field, type Read } from './dataset.js';
import type { Argument } from '../argument.js';

/** One column's name, or a list of names. */
function readColumns(argument: Argument): Read<readonly string[]> {
  const names: string[] = [];
  for (const item of argument.kind === 'list' ? argument.items : [argument]) {
    if (item.kind !== 'text') return { error: `needs names of columns in quotes, not ${written(item)}` };
    names.push(item.value);
  }
  return names.length > 0 ? { value: names } : { error: 'needs at least one column' };
}

const columns = (doc: Doc) => defineParameter<readonly string[]>({ kind: 'columns', doc, read: readColumns });

const optionalColumns = (doc: Doc) =>
  defineParameter<readonly string[]>({ kind: 'columns', doc, written: 'none', fallback: () => [], read: readColumns });

export const csv = defineDataSet({
  name: 'csv',
  summary:
    'A table in a text file, separated by commas, semicolons or tabs; columns that are no target are the features.',
  source: 'your own file',
  licence: 'that of your file',
  parameters: {
    file: text('the table; its first line names the columns'),
    target: columns('the column to predict, or several: then each is a field under its name'),
    image: optionalColumns('a column with the names of picture files'),
    normalize: flag('shifts and scales every feature to mean 0 and deviation 1 over the training samples', {
      default: true,
    }),
  },
  kind: 'files',
  facts: ({ target, image }) => ({
    fields: [
      { name: 'features', shape: undefined, dtype: 'float' },
      ...image.map((): Field => ({ name: 'image', shape: undefined, dtype: 'float' })),
      ...target.map((name): Field => ({
        name: target.length === 1 ? 'label' : name,
        shape: undefined,
        dtype: undefined,
      })),
    ],
  }),
  example: 'csv("houses.csv", target: "price")',
});
