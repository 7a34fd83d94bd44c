/** Which field of the data feeds which input of a network, and whether it fits. */
import type { Dataset, Field } from '../../data/common/dataset.js';
import { failure, success, type Result } from '../../data/common/result.js';
import { numbersOf, sizeOf } from '../../plan/concrete.js';
import type { FieldType } from '../../plan/lower-loss.js';
import type { NamedValue } from '../../plan/program.js';

/** Field by the name of the input that it feeds. */
export type Feeds = ReadonlyMap<string, Field>;

export const fieldTypes = (dataset: Dataset): readonly FieldType[] =>
  dataset.fields.map(({ name, shape, dtype }) => ({ name, shape, dtype: dtype === 'float32' ? dtype : 'int64' }));

/** An input is fed by the field of its name; an only input also by `features`. */
export function feedsOf(inputs: readonly NamedValue[], networkInputs: number, dataset: Dataset): Result<Feeds> {
  const feeds = new Map<string, Field>();
  const problems: string[] = [];
  inputs.forEach((input, i) => {
    const byName = dataset.fields.find(({ name }) => name === input.name);
    const features = dataset.fields.find(({ name }) => name === 'features');
    const field = byName ?? (networkInputs === 1 && i === 0 ? features : undefined);
    const problem = field ? misfit(input, field) : noField(input.name, dataset);
    if (problem !== undefined) problems.push(problem);
    else if (field) feeds.set(input.name, field);
  });
  return problems.length > 0 ? failure(problems.join('\n')) : success(feeds);
}

const noField = (input: string, { fields }: Dataset): string =>
  `nothing feeds the input \`${input}\`: the data has the fields ${fields.map(({ name }) => `\`${name}\``).join(', ')}`;

const written = (shape: readonly number[]): string => (shape.length > 1 ? shape.join('x') : `[${shape.join('')}]`);

function misfit({ name, value }: NamedValue, field: Field): string | undefined {
  const shape = value.type.shape.map(sizeOf);
  const same = shape.length === field.shape.length && shape.every((size, i) => size === field.shape[i]);
  if (!same)
    return `the input \`${name}\` is ${written(shape)}, but the field \`${field.name}\` of the data is ${written(field.shape)}`;
  const integers = numbersOf(value.type.dtype) === 'integer';
  if (integers === (field.dtype === 'int32')) return undefined;
  return `the input \`${name}\` takes ${integers ? 'whole numbers' : 'numbers'}, but the field \`${field.name}\` holds ${integers ? 'fractions' : 'classes'}`;
}
