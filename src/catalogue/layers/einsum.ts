/** `einsum`: products and sums over named dimensions. */
import { Dim } from '../../shape/dim.js';
import { defineLayer, points, text, type Builder, type Shape, type TensorType, type Value } from './layer.js';
import { product, written } from './rules.js';

interface Rule {
  readonly inputs: readonly string[];
  readonly output: string;
}

const lettersOf = (word: string): string[] => Array.from(word);

/** `"td,sd->ts"`: one letter a dimension; without an arrow, the letters that occur once, in order. */
function parse(rule: string): Rule {
  const [left = '', right] = rule.replace(/\s/g, '').split('->');
  const inputs = left.split(',');
  const once = [...new Set(lettersOf(inputs.join('')))]
    .filter(letter => inputs.join('').split(letter).length === 2)
    .sort();
  return { inputs, output: right ?? once.join('') };
}

/** Size of each letter; undefined where two disagree. */
function letterSizes(rule: Rule, shapes: readonly Shape[]): ReadonlyMap<string, Dim> | undefined {
  const found = new Map<string, Dim>();
  for (const [i, letters] of rule.inputs.entries()) {
    for (const [k, letter] of lettersOf(letters).entries()) {
      const size = shapes[i]?.[k];
      const before = found.get(letter);
      if (size === undefined || (before !== undefined && before.is('==', size) === false)) return undefined;
      found.set(letter, before ?? size);
    }
  }
  return found;
}

/** Why the rule cannot be, in words; undefined where it can. */
function complaint(text: string, all: readonly TensorType[]): string | undefined {
  if (!/^[a-zA-Z, ]*(->[a-zA-Z ]*)?$/.test(text))
    return `"${text}" is no rule: letters for each input, commas between, then \`->\` and the letters of the result`;
  const rule = parse(text);
  if (rule.inputs.length !== all.length)
    return `"${text}" is for ${String(rule.inputs.length)} inputs, but there are ${String(all.length)}`;
  for (const [i, letters] of rule.inputs.entries()) {
    const shape = all[i]?.shape ?? [];
    if (letters.length !== shape.length)
      return `"${letters}" names ${String(letters.length)} dimensions, but ${written(shape)} has ${String(shape.length)}`;
    if (new Set(letters).size < letters.length) return `"${letters}" names a dimension twice`;
  }
  const known = rule.inputs.join('');
  if (lettersOf(rule.output).some(letter => !known.includes(letter)))
    return `"${rule.output}" has a letter that no input has`;
  if (new Set(rule.output).size < rule.output.length) return `"${rule.output}" names a dimension twice`;
  return letterSizes(
    rule,
    all.map(({ shape }) => shape),
  )
    ? undefined
    : `one letter of "${text}" has two sizes in ${all.map(({ shape }) => written(shape)).join(' and ')}`;
}

/** A tensor with a letter for each dimension. */
interface Lettered {
  readonly value: Value;
  readonly letters: string;
}

function summed(op: Builder, { value, letters }: Lettered, keep: string): Lettered {
  const axes = lettersOf(letters).flatMap((letter, i) => (keep.includes(letter) ? [] : [i]));
  if (axes.length === 0) return { value, letters };
  return {
    value: op.reduceSum(value, { axes, keep: false }),
    letters: lettersOf(letters)
      .filter(l => keep.includes(l))
      .join(''),
  };
}

function ordered(op: Builder, { value, letters }: Lettered, to: string): Value {
  const order = lettersOf(to).map(letter => letters.indexOf(letter));
  return order.every((at, i) => at === i) ? value : op.permute(value, { order });
}

/** Two tensors as one product of matrices: letters of both that stay, of one only, and those summed over. */
function multiplied(op: Builder, a: Lettered, b: Lettered, keep: string): Lettered {
  const left = summed(op, a, keep + b.letters);
  const right = summed(op, b, keep + a.letters);
  const shared = lettersOf(left.letters).filter(l => right.letters.includes(l));
  const batch = shared.filter(l => keep.includes(l)).join('');
  const inner = shared.filter(l => !keep.includes(l)).join('');
  const own = (letters: string): string =>
    lettersOf(letters)
      .filter(l => !shared.includes(l))
      .join('');
  const [rows, columns] = [own(left.letters), own(right.letters)];
  const sizes = (x: Lettered, letters: string): Shape =>
    lettersOf(letters).map(l => x.value.type.shape[x.letters.indexOf(l)] ?? Dim.of(1));
  const front = sizes(left, batch);
  const l = op.reshape(ordered(op, left, batch + rows + inner), {
    shape: [...front, product(sizes(left, rows)), product(sizes(left, inner))],
  });
  const r = op.reshape(ordered(op, right, batch + inner + columns), {
    shape: [...front, product(sizes(right, inner)), product(sizes(right, columns))],
  });
  const value = op.reshape(op.matmul(l, r), { shape: [...front, ...sizes(left, rows), ...sizes(right, columns)] });
  return { value, letters: batch + rows + columns };
}

export const einsum = defineLayer({
  name: 'einsum',
  summary: 'Multiplies points and sums over dimensions, as letters say; the batch is not written.',
  formula: '"td,sd->ts": y[t, s] = Σ over d of x[t, d] other[s, d]',
  source: 'Einstein 1916',
  keras: 'ops.einsum',
  traits: ['joins', 'mixes-channels'],
  parameters: {
    rule: text('letters for the dimensions of each input and of the result'),
    points: points('further inputs'),
  },
  input: 'joined',
  requires: [
    {
      at: 'rule',
      holds: ({ all }, { rule }) => complaint(rule, all) === undefined,
      says: ({ all }, { rule }) => complaint(rule, all) ?? '',
    },
  ],
  shape: ({ all }, { rule }) => {
    const parsed = parse(rule);
    const found = letterSizes(
      parsed,
      all.map(({ shape }) => shape),
    );
    return lettersOf(parsed.output).map(letter => found?.get(letter) ?? Dim.of(1));
  },
  lower(op, x, _, a, { all }) {
    const rule = parse(a.rule);
    const [first = { value: x, letters: '' }, ...others] = all.map((value, i): Lettered => ({
      value,
      letters: rule.inputs[i] ?? '',
    }));
    let result = first;
    others.forEach((next, i) => {
      // What later inputs or the result still need must stay.
      result = multiplied(op, result, next, rule.output + rule.inputs.slice(i + 2).join(''));
    });
    return ordered(op, summed(op, result, rule.output), rule.output);
  },
  spell: {
    pytorch: (_, a) => {
      const { inputs, output } = parse(a.rule);
      return `torch.einsum('${inputs.map(letters => `...${letters}`).join(',')}->...${output}', xs)`;
    },
  },
  example: 'einsum("td,sd->ts", parameter([16, 64]))',
  exampleInput: '[8, 64]',
});
