/** Cells of recurrent layers: one step, with the state before as a point. */
import { Dim } from '../../shape/dim.js';
import { sameShape } from '../../shape/shape.js';
import { uniformUpTo } from './initial.js';
import {
  count,
  defineLayer,
  flag,
  point,
  spelled,
  type Builder,
  type Layer,
  type ParameterTable,
  type Requirement,
  type Shape,
  type TensorType,
  type Value,
  type ValuesOf,
  type WeightSpec,
} from './layer.js';
import { biasesOf } from './recurrent-weights.js';
import { written } from './rules.js';

/** Attributes that all three operations share. */
interface Common {
  readonly hidden: Dim;
  readonly layers: number;
  readonly bidirectional: boolean;
  readonly biases: 0 | 1 | 2;
}

interface Cell<P extends ParameterTable> {
  readonly name: string;
  readonly summary: string;
  readonly formula: string;
  readonly source: string;
  readonly keras?: string;
  readonly gates: number;
  readonly extra: P;
  /** Has a memory cell beside its state. */
  readonly memory?: boolean;
  lower(
    op: Builder,
    x: Value,
    state: Value | undefined,
    cell: Value | undefined,
    weights: readonly Value[],
    args: ValuesOf<P>,
    common: Common,
  ): readonly Value[];
  readonly torch: string;
}

const shared = {
  hidden: count('width of the state', { min: 1, alias: ['hidden_size', 'units'] }),
  state: point('the state before; zeros if not given', { optional: true }),
  bias: flag('adds learned numbers', { default: true }),
  biases: count('vectors of them: 2 as in PyTorch, 1 as in Keras', { min: 1, max: 2, default: 2 }),
};

interface Bounds {
  readonly x: TensorType;
  readonly points: { readonly [name: string]: TensorType | undefined };
}

const stateShape = ({ x }: Bounds, hidden: Dim): Shape => [...x.shape.slice(0, -1), hidden];

const fits = (name: string): Requirement<Bounds, { readonly hidden: Dim }> => ({
  at: name,
  holds: (bound, { hidden }) => {
    const given = bound.points[name]?.shape;
    return given === undefined ? true : sameShape(given, stateShape(bound, hidden));
  },
  says: (bound, { hidden }) =>
    `the state is ${written(bound.points[name]?.shape ?? [])}, but ${written(stateShape(bound, hidden))} is needed`,
});

export function defineCell<P extends ParameterTable>(cell: Cell<P>): Layer {
  const { memory = false } = cell;
  return defineLayer({
    name: cell.name,
    summary: cell.summary,
    formula: cell.formula,
    source: cell.source,
    ...(cell.keras !== undefined && { keras: cell.keras }),
    traits: ['recurrent', 'cell', 'non-linear', 'mixes-channels'],
    parameters: {
      ...shared,
      cell: point(memory ? 'the memory cell before; zeros if not given' : 'not used', { optional: true }),
      ...(cell.extra as ParameterTable),
    },
    input: ['...', 'D'],
    requires: [fits('state'), fits('cell')],
    ...(memory && { results: ['state', 'cell'] }),
    shape: ({ rest }, a) => {
      const state = [...rest, a.hidden];
      return memory ? [state, state] : state;
    },
    weights: ({ D }, a) => {
      const start = uniformUpTo(Dim.of(1).over(a.hidden.sqrt()));
      const rows = a.hidden.times(cell.gates);
      const biases = biasesOf(a);
      const spec = (shape: readonly Dim[]): WeightSpec => ({ shape, ...start });
      return {
        weight_ih: spec([rows, D]),
        weight_hh: spec([rows, a.hidden]),
        bias_ih: biases > 0 && spec([rows]),
        bias_hh: biases > 1 && spec([rows]),
      };
    },
    lower(op, x, weights, a, { points, bound: { rest, D } }) {
      const one = Dim.of(1);
      const ordered = ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'].flatMap(name => weights[name] ?? []);
      const row = (v: Value | undefined): Value | undefined => v && op.reshape(v, { shape: [...rest, one, a.hidden] });
      const common: Common = { hidden: a.hidden, layers: 1, bidirectional: false, biases: biasesOf(a) };
      const step = op.reshape(x, { shape: [...rest, one, D] });
      const made = cell.lower(op, step, row(points.state), row(points.cell), ordered, a as ValuesOf<P>, common);
      const states = made.map(v => op.reshape(v, { shape: [...rest, a.hidden] }));
      return memory ? states : (states[0] ?? x);
    },
    spell: { pytorch: ({ D }, a) => spelled(cell.torch, [D, a.hidden], { bias: { value: a.bias, default: true } }) },
    example: `${cell.name}(32)`,
    exampleInput: '[64]',
  });
}
