/** A table as a data set: numbers as features, a field for each target, classes where these are words or count from 0. */
import { classField, floatField, type Dataset, type Field } from './dataset.js';
import type { FileReader } from './host.js';
import { failure, success, type Result } from './result.js';
import { split, type Split } from './split.js';
import { readTable, type Table } from './table.js';

export interface CsvOptions {
  readonly file: string;
  readonly target: readonly string[];
  readonly image: readonly string[];
  /** Shifts and scales each feature to mean 0 and deviation 1 over the training samples. */
  readonly normalize: boolean;
}

export async function openCsv(read: FileReader, options: CsvOptions): Promise<Result<Dataset>> {
  const { file } = options;
  if (options.image.length > 0) return failure(`${file}: pictures named in a column cannot be read yet`);
  const bytes = await read(file);
  if (!bytes.ok) return bytes;
  const text = textOf(bytes.value);
  if (text === undefined) return failure(`${file} is not a text in UTF-8`);
  const table = readTable(text, file);
  return table.ok ? datasetOf(table.value, options) : table;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function datasetOf(table: Table, { file, target, normalize }: CsvOptions): Result<Dataset> {
  const missing = target.find(name => !table.columns.includes(name));
  if (missing !== undefined)
    return failure(`${file} has no column "${missing}"; it has ${table.columns.map(name => `"${name}"`).join(', ')}`);
  const inputs = table.columns.filter(name => !target.includes(name));
  if (inputs.length === 0) return failure(`${file}: every column is a target, none is left as a feature`);
  const features: Float64Array[] = [];
  for (const column of inputs) {
    const numbers = numbersOf(table, column, file);
    if (!numbers.ok) return numbers;
    features.push(numbers.value);
  }
  const targets: Field[] = [];
  for (const column of target) {
    const field = targetField(table, column, target.length === 1 ? 'label' : column, file);
    if (!field.ok) return field;
    targets.push(field.value);
  }
  const parts = partsOf(table.rows.length, targets);
  const columns = normalize ? features.map(values => normalized(values, parts.train)) : features;
  const values = Float32Array.from(
    { length: table.rows.length * columns.length },
    (_, i) => columns[i % columns.length]?.[Math.floor(i / columns.length)] ?? 0,
  );
  return success({
    count: table.rows.length,
    fields: [floatField('features', [inputs.length], values), ...targets],
    split: parts,
  });
}

function numbersOf(table: Table, column: string, file: string): Result<Float64Array> {
  const cells = columnOf(table, column);
  const numbers = Float64Array.from(cells, toNumber);
  const wrong = numbers.findIndex(number => !Number.isFinite(number));
  if (wrong < 0) return success(numbers);
  const found = cells[wrong]?.trim() === '' ? 'an empty cell' : `"${cells[wrong] ?? ''}"`;
  return failure(`${file}, line ${table.lines[wrong] ?? 0}: column "${column}" needs a number, but holds ${found}`);
}

const columnOf = (table: Table, column: string): string[] => {
  const at = table.columns.indexOf(column);
  return table.rows.map(row => row[at] ?? '');
};

const toNumber = (cell: string): number => (cell.trim() === '' ? Number.NaN : Number(cell));

/** Words are classes in alphabetical order; whole numbers are classes if each from 0 to the largest occurs; others are to be hit. */
function targetField(table: Table, column: string, name: string, file: string): Result<Field> {
  const cells = columnOf(table, column).map(cell => cell.trim());
  const empty = cells.indexOf('');
  if (empty >= 0) return failure(`${file}, line ${table.lines[empty] ?? 0}: column "${column}" holds an empty cell`);
  const numeric = cells.every(cell => Number.isFinite(toNumber(cell)));
  const kinds = [...new Set(numeric ? cells.map(cell => String(Number(cell))) : cells)];
  const counted = kinds.length > 1 && kinds.every((_, i) => kinds.includes(String(i)));
  if (numeric && !counted) {
    return success(floatField(name, [1], Float32Array.from(cells, Number)));
  }
  const classes = numeric ? kinds.map((_, i) => String(i)) : kinds.sort();
  const numbers = new Map(classes.map((kind, i) => [kind, i]));
  const indices = Int32Array.from(cells, cell => numbers.get(numeric ? String(Number(cell)) : cell) ?? -1);
  return success(classField(name, classes, indices));
}

/** A fifth is held back, by classes if the first target has any. */
function partsOf(count: number, targets: readonly Field[]): Split {
  const first = targets[0];
  const everything = Int32Array.from({ length: count }, (_, i) => i);
  const heldBack = Math.round(count / 5);
  return first?.dtype === 'int32'
    ? split({ count, seed: 0, heldBack, classes: first.gather(everything) })
    : split({ count, seed: 0, heldBack });
}

function normalized(values: Float64Array, samples: Int32Array): Float64Array {
  const mean = samples.reduce((sum, i) => sum + (values[i] ?? 0), 0) / samples.length;
  const variance = samples.reduce((sum, i) => sum + ((values[i] ?? 0) - mean) ** 2, 0) / samples.length;
  const deviation = variance > 0 ? Math.sqrt(variance) : 1;
  return values.map(value => (value - mean) / deviation);
}
