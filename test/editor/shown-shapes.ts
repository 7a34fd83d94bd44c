/** The shape that a layer's entry shows, against the shape that the report gives once the layer is there. */
import { layerSignatures } from '../../src/editor/signature.js';
import type { Suggestion } from '../../src/editor/suggestion.js';
import { parse } from '../../src/language/parse.js';
import type { Expr } from '../../src/language/tree.js';
import { formatShape } from '../../src/shape/shape.js';
import { withSuggestion } from './insertion.js';
import type { Project } from './project.js';
import type { WordPlace } from './word-places.js';

/** What a place of a call is filled with: the smallest size that a layer takes there. */
const fill = (name: string): string => (name === 'width' ? '2' : '1');

const functions: Readonly<Record<string, (...all: number[]) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  max: Math.max,
  min: Math.min,
};

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '//': (a, b) => Math.floor(a / b),
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
};

/** Any size will do for a symbol, as long as it is the same each time. */
const sizeOf = (name: string): number =>
  840 + [...new TextEncoder().encode(name)].reduce((sum, code) => (sum * 31 + code) % 97, 0);

function worth(size: Expr, known: Readonly<Record<string, number>>): number {
  switch (size.kind) {
    case 'Number':
      return Number(size.numerator) / Number(size.denominator);
    case 'Name':
      return known[size.text] ?? sizeOf(size.text);
    case 'Unary':
      return -worth(size.operand, known);
    case 'Binary':
      return operators[size.operator]?.(worth(size.left, known), worth(size.right, known)) ?? NaN;
    case 'Call':
      return functions[size.callee.text]?.(...size.args.map(({ value }) => worth(value, known))) ?? NaN;
    default:
      return NaN;
  }
}

/** The sizes of a shape as it is shown, with a number for each symbol. */
function sizesIn(shape: string, known: Readonly<Record<string, number>>): readonly number[] {
  const [item] = parse(`const shape = ${shape}\n`).file.items;
  const value = item?.kind === 'Const' ? item.value : undefined;
  if (value?.kind === 'Size') return value.dims.map(Number);
  if (value?.kind !== 'List') return [NaN];
  return value.items.map(each => (each.kind === 'Rest' ? NaN : worth(each, known)));
}

const required = new Map(
  layerSignatures().map(({ name, parameters }) => [name, parameters.filter(each => each.required)] as const),
);

/** Whether all that the layer must be given are numbers, so that it can be filled in. */
export const isFillable = ({ label }: Suggestion): boolean =>
  required.get(label)?.every(({ kind }) => kind === 'count' || kind === 'per axis') ?? false;

export interface ShapeCheck {
  readonly shown: readonly number[] | undefined;
  /** Of each instance of the call. */
  readonly given: readonly (readonly number[])[];
  readonly errors: readonly string[];
}

export function checkShape(project: Project, { uri, text }: WordPlace, one: Suggestion): ShapeCheck {
  const done = withSuggestion(text, one, fill);
  const view = project.edited(uri, done.text);
  const report = view.report();
  const found = report
    .figuresAt(uri, { start: done.start, end: done.start })
    .filter(({ node }) => node.kind === 'layer' && node.call.layer.name === one.label);
  const asked = Object.fromEntries((required.get(one.label) ?? []).map(({ name }) => [name, Number(fill(name))]));
  const shown = one.description?.startsWith('-> ') === true ? sizesIn(one.description.slice(3), asked) : undefined;
  const errors = report.problems
    .filter(({ severity, uri: where, range }) => {
      return severity === 'error' && where === uri && range.start >= done.start && range.end <= done.end;
    })
    .map(({ code, message }) => `${code}: ${message}`);
  return {
    shown,
    given: found.flatMap(({ node }) => {
      const type = node.results[0]?.type;
      return type === undefined ? [] : [sizesIn(formatShape(type.shape), {})];
    }),
    errors,
  };
}
