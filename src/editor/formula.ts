/** The rule of a layer with letters, and the same with the numbers put in: `floor((224 + 2 * 3 - 7) / 2) + 1 = 112`. */
import type { Layer, Pattern } from '../catalogue/layers/layer.js';
import type { TensorType } from '../catalogue/tensor.js';
import type { Call } from '../graph/graph.js';
import { Dim } from '../shape/dim.js';
import { elements, type Shape } from '../shape/shape.js';

export interface SizeFormula {
  /** `C`, `H`; several where one formula holds for all. */
  readonly letters: readonly string[];
  /** `floor((H - kernel + 2 * padding) / stride) + 1`. */
  readonly rule: string;
  readonly numbers: string;
  readonly result: string;
}

const axisLetters: readonly (readonly string[])[] = [[], ['T'], ['H', 'W'], ['D', 'H', 'W']];

/** What each letter stands for. */
type Values = Map<string, Dim>;

function letter(name: string, value: Dim, values: Values): Dim {
  values.set(name, value);
  return Dim.symbol(name);
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isDims = (value: unknown): value is readonly Dim[] => isList(value) && value.every(item => item instanceof Dim);
const allEqual = (dims: readonly Dim[]): boolean => dims.every(dim => dims[0] !== undefined && dim.equals(dims[0]));

/** An argument with letters for its numbers: one letter where all axes have the same. */
function lettered(name: string, value: unknown, axes: readonly string[], values: Values): unknown {
  if (value instanceof Dim) return letter(name, value, values);
  if (!isList(value) || value.length === 0) return value;
  if (isDims(value)) {
    const [first] = value;
    if (first !== undefined && allEqual(value)) {
      const one = letter(name, first, values);
      return value.map(() => one);
    }
    return value.map((dim, i) => letter(`${name}_${axes[i] ?? String(i + 1)}`, dim, values));
  }
  if (!value.every(isDims)) return value;
  const pairs: readonly (readonly Dim[])[] = value;
  const flat = pairs.flat();
  const [first] = flat;
  if (first === undefined || !allEqual(flat) || first.equals(0)) return value;
  const one = letter(name, first, values);
  return pairs.map(pair => pair.map(() => one));
}

function letteredInput(
  pattern: Pattern,
  bound: NonNullable<Call['bound']>,
  axes: readonly string[],
  values: Values,
): NonNullable<Call['bound']> {
  const named: Record<string, Dim> = {};
  const shape: Dim[] = [];
  for (const item of pattern) {
    if (item === '...') shape.push(...bound.rest);
    else if (typeof item === 'string') {
      const value = (bound as unknown as Readonly<Record<string, Dim | undefined>>)[item];
      if (value === undefined) continue;
      const made = letter(item, value, values);
      named[item] = made;
      shape.push(made);
    } else shape.push(...bound.axes.map((size, i) => letter(axes[i] ?? `D${String(i + 1)}`, size, values)));
  }
  const sizes = bound.axes.map((_, i) => Dim.symbol(axes[i] ?? `D${String(i + 1)}`));
  const x: TensorType = { ...bound.x, shape };
  // The letters of the pattern are properties beside the fixed ones, which a type of plain keys cannot say.
  return { ...bound, ...named, axes: sizes, x, all: [x, ...bound.all.slice(1)] } as unknown as typeof bound;
}

/** What the rules of a layer are asked with letters in place of the numbers that the call gives. */
function withLetters(
  call: Call,
  values: Values,
): { readonly input: NonNullable<Call['bound']>; readonly args: Call['args'] } | undefined {
  const { bound, layer } = call;
  if (bound === undefined || typeof layer.input === 'string') return undefined;
  const axes = axisLetters[bound.axes.length] ?? [];
  const input = letteredInput(layer.input, bound, axes, values);
  const args: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(call.args)) {
    // What nobody wrote stays a number: a formula full of ones says less.
    args[name] = call.sources.get(name) === 'default' ? value : lettered(name, value, axes, values);
  }
  return { input, args };
}

function shapeWithLetters(layer: Layer, call: Call, values: Values): Shape | undefined {
  const asked = withLetters(call, values);
  if (asked === undefined) return undefined;
  const shape = layer.shape(asked.input, asked.args);
  return Array.isArray(shape[0]) ? (shape[0] as Shape) : (shape as Shape);
}

/** The number of all weights with letters: `C * channels * kernel**2 + channels`; undefined where the rules want numbers. */
export function weightFormula(call: Call): string | undefined {
  if (call.weights.length === 0) return undefined;
  const values: Values = new Map();
  try {
    const asked = withLetters(call, values);
    const specs = asked && call.layer.weights?.(asked.input, asked.args);
    if (specs === undefined) return undefined;
    const shapes = Object.values(specs).flatMap(spec => (spec === false ? [] : [spec.shape]));
    const sum = (all: readonly Dim[]): Dim => all.reduce((total, one) => total.plus(one), Dim.of(0));
    const formula = sum(shapes.map(shape => elements(shape)));
    // Where the value differs, the rule has taken another way with numbers.
    return formula.substitute(values).equals(sum(call.weights.map(weight => weight.elements)))
      ? formula.toString()
      : undefined;
  } catch {
    return undefined;
  }
}

const plainLetter = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** The formulas of those dimensions that a rule works out; a dimension that is passed on or given has none. */
export function formulasOf(call: Call): readonly SizeFormula[] {
  const result = call.results[0]?.shape;
  if (result === undefined) return [];
  const values: Values = new Map();
  let shape: Shape | undefined;
  try {
    shape = shapeWithLetters(call.layer, call, values);
  } catch {
    // A rule that asks a letter what only a number can answer has no formula to show.
    return [];
  }
  if (shape?.length !== result.length) return [];
  const axes = axisLetters[call.bound?.axes.length ?? 0] ?? [];
  const first = result.length - (call.bound?.axes.length ?? 0);
  const found: SizeFormula[] = [];
  for (const [i, dim] of shape.entries()) {
    // The simplifier writes a ceiling as a negated floor.
    const rule = dim.toString().replace(/^-\(-(\w+) \/\/ (\w+)\)$/, 'ceil($1 / $2)');
    const value = result[i];
    if (value === undefined || dim.isConstant || plainLetter.test(rule)) continue;
    // Letters are whole numbers from 1 on; where the value differs, the rule has taken another way with numbers.
    if (!dim.substitute(values).equals(value)) continue;
    const numbers = rule.replace(/[\p{L}_][\p{L}\p{N}_]*/gu, word => values.get(word)?.toString() ?? word);
    found.push({ letters: [axes[i - first] ?? `size ${String(i + 1)}`], rule, numbers, result: value.toString() });
  }
  return merged(found);
}

/** Two axes with the same numbers are said once. */
function merged(formulas: readonly SizeFormula[]): readonly SizeFormula[] {
  const byNumbers = new Map<string, SizeFormula>();
  for (const formula of formulas) {
    const key = `${formula.numbers}=${formula.result}`;
    const known = byNumbers.get(key);
    byNumbers.set(key, known === undefined ? formula : { ...known, letters: [...known.letters, ...formula.letters] });
  }
  return [...byNumbers.values()];
}
