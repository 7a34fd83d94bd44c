/** What `rnn`, `lstm` and `gru` share: layers, directions and states over sequences, with any dimensions in front. */
import { Dim } from '../../shape/dim.js';
import {
  defineLayer,
  spelled,
  type Builder,
  type Layer,
  type ParameterTable,
  type Requirement,
  type Shape,
  type TensorType,
  type Value,
  type ValuesOf,
} from './layer.js';
import {
  biasesOf,
  directions,
  layerCount,
  recurrentParameters,
  recurrentWeights,
  type WeightArguments,
} from './recurrent-weights.js';
import { written } from './rules.js';

/** Attributes that all three operations share. */
interface Common {
  readonly hidden: Dim;
  readonly layers: number;
  readonly bidirectional: boolean;
  readonly biases: 0 | 1 | 2;
  readonly dropout: number;
}

interface Recurrent<P extends ParameterTable> {
  readonly name: string;
  readonly summary: string;
  readonly formula: string;
  readonly source: string;
  readonly keras?: string;
  readonly gates: number;
  readonly extra: P;
  /** Has a memory cell beside its state. */
  readonly memory?: boolean;
  readonly requires?: readonly Requirement<Bounds, States>[];
  /** Vectors of biases, where the form that is asked for has only one. */
  oneBias?(a: ValuesOf<P>): boolean;
  /** Results of the operation: all outputs, the last states, the last memory cells. */
  operate(
    op: Builder,
    x: Value,
    states: readonly (Value | undefined)[],
    weights: readonly Value[],
    common: Common,
    a: ValuesOf<P>,
  ): readonly Value[];
  readonly torch: string;
  /** Further arguments in PyTorch's spelling, with their defaults. */
  spelled?(a: ValuesOf<P>): { readonly [name: string]: { readonly value: unknown; readonly default: unknown } };
}

/** What a rule about states reads. */
export interface States {
  readonly hidden: Dim;
  readonly projection?: Dim | undefined;
  readonly layers: Dim;
  readonly bidirectional: boolean;
}

interface Bounds {
  readonly x: TensorType;
  readonly points: { readonly [name: string]: TensorType | undefined };
}

type Rows = Pick<States, 'layers' | 'bidirectional'>;

const rowsOf = (a: Rows): number => layerCount(a) * directions(a);

/** Behind the dimensions in front: layers times directions; with one row the state is a vector. */
function stateShape(beside: Shape, a: Rows, width: Dim): Shape {
  const rows = rowsOf(a);
  return rows === 1 ? [...beside, width] : [...beside, Dim.of(rows), width];
}

/** Every state has a row for each layer and direction. */
const asState = (op: Builder, x: Value | undefined, beside: number, a: Rows): Value | undefined =>
  x && x.type.shape.length === beside + 1
    ? op.reshape(x, { shape: [...x.type.shape.slice(0, -1), Dim.of(rowsOf(a)), ...x.type.shape.slice(-1)] })
    : x;

const outOf = (a: States): Dim => a.projection ?? a.hidden;

/** A state that is given must have the shape of the one that comes out. */
function stateFits(name: string, widthOf: (a: States) => Dim): Requirement<Bounds, States> {
  const wanted = ({ x }: Bounds, a: States): Shape => stateShape(x.shape.slice(0, -2), a, widthOf(a));
  return {
    at: name,
    holds: (bound, a) => {
      const given = bound.points[name]?.shape;
      if (given === undefined) return true;
      const shape = wanted(bound, a);
      return (
        given.length === shape.length &&
        given.every((size, i) => size.equals(shape[i] ?? size) || size.is('==', shape[i] ?? size) !== false)
      );
    },
    says: (bound, a) =>
      `the state is ${written(bound.points[name]?.shape ?? [])}, but ${written(wanted(bound, a))} is needed`,
  };
}

export function defineRecurrent<P extends ParameterTable>(recurrent: Recurrent<P>): Layer {
  const { memory = false, gates } = recurrent;
  const own = (a: object): ValuesOf<P> => a as ValuesOf<P>;
  const states = (a: States): States => a;
  const weightsOf = (a: WeightArguments & States, width: Dim): ReturnType<typeof recurrentWeights> =>
    recurrentWeights(recurrent.oneBias?.(own(a)) === true ? { ...a, biases: Dim.of(1) } : a, {
      gates,
      width,
      projection: a.projection,
    });
  return defineLayer({
    name: recurrent.name,
    summary: recurrent.summary,
    formula: recurrent.formula,
    source: recurrent.source,
    ...(recurrent.keras !== undefined && { keras: recurrent.keras }),
    traits: ['recurrent', 'non-linear', 'mixes-channels', 'feature-last'],
    parameters: { ...recurrentParameters, ...(recurrent.extra as ParameterTable) },
    input: ['...', 'T', 'D'],
    requires: [
      ...(recurrent.requires ?? []),
      ...(memory ? [stateFits('cell', a => a.hidden)] : []),
      stateFits('state', outOf),
    ],
    results: memory ? ['output', 'state', 'cell'] : ['output', 'state'],
    shape: ({ rest, T }, a) => [
      [...rest, T, outOf(states(a)).times(directions(a))],
      stateShape(rest, a, outOf(states(a))),
      ...(memory ? [stateShape(rest, a, a.hidden)] : []),
    ],
    weights: ({ D }, a) => weightsOf(a, D),
    lower(op, x, weights, a, { points, training, bound: { rest, D } }) {
      const ordered = Object.keys(weightsOf(a, D)).flatMap(name => weights[name] ?? []);
      const before = (memory ? [points.state, points.cell] : [points.state]).map(state =>
        asState(op, state, rest.length, a),
      );
      const common: Common = {
        hidden: a.hidden,
        layers: layerCount(a),
        bidirectional: a.bidirectional,
        biases: biasesOf(recurrent.oneBias?.(own(a)) === true ? { ...a, biases: Dim.of(1) } : a),
        dropout: training ? a.dropout : 0,
      };
      const [y = x, ...after] = recurrent.operate(op, x, before, ordered, common, own(a));
      const width = (state: Value): Dim => state.type.shape.at(-1) ?? a.hidden;
      return [y, ...after.map(state => op.reshape(state, { shape: stateShape(rest, a, width(state)) }))];
    },
    spell: {
      pytorch: ({ D }, a) =>
        spelled(recurrent.torch, [D, a.hidden], {
          num_layers: { value: a.layers, default: 1 },
          bias: { value: a.bias, default: true },
          dropout: { value: a.dropout, default: 0 },
          bidirectional: { value: a.bidirectional, default: false },
          ...recurrent.spelled?.(own(a)),
          batch_first: { value: true, default: false },
        }),
    },
    example: `${recurrent.name}(32)`,
    exampleInput: '[16, 64]',
  });
}
