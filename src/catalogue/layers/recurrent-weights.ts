/** What `rnn`, `lstm` and `gru` share: their weights for each layer and direction, and their states. */
import { Dim } from '../../shape/dim.js';
import { uniformUpTo } from './initial.js';
import {
  count,
  flag,
  fraction,
  point,
  type ParameterTable,
  type Requirement,
  type Shape,
  type TensorType,
  type Value,
  type WeightSpec,
  type Builder,
} from './layer.js';
import { written } from './rules.js';

/** Layers are counted one by one, so their number must be known. */
export const layerCount = (a: { readonly layers: Dim }): number =>
  a.layers.isConstant ? Math.min(a.layers.value, 1000) : 1;

export const recurrentParameters = {
  hidden: count('width of the state', { min: 1, alias: ['hidden_size', 'units'] }),
  layers: count('layers on top of each other', { min: 1, max: 1000, default: 1, alias: 'num_layers' }),
  bidirectional: flag('reads the sequence backwards too and lays both results side by side', { default: false }),
  bias: flag('adds learned numbers in each step', { default: true }),
  biases: count('vectors of them: 2 as in PyTorch, 1 as in Keras', { min: 1, max: 2, default: 2 }),
  dropout: fraction('chance of a number between two layers to become zero while training', { default: 0 }),
  state: point('state at the start; zeros if not given', { optional: true }),
} satisfies ParameterTable;

export const biasesOf = (a: { readonly bias: boolean; readonly biases: Dim }): 0 | 1 | 2 =>
  a.bias ? (a.biases.equals(1) ? 1 : 2) : 0;

export const directions = (a: { readonly bidirectional: boolean }): number => (a.bidirectional ? 2 : 1);

/** What a rule about states reads. */
export interface States {
  readonly hidden: Dim;
  readonly projection?: Dim | undefined;
  readonly layers: Dim;
  readonly bidirectional: boolean;
}

interface Sizes {
  /** Gates: 1, 3 or 4. */
  readonly gates: number;
  readonly width: Dim;
  readonly projection?: Dim | undefined;
}

interface Given {
  readonly hidden: Dim;
  readonly layers: Dim;
  readonly bidirectional: boolean;
  readonly bias: boolean;
  readonly biases: Dim;
}

/** Weights in the order in which the operation wants them, by PyTorch's names. */
export function recurrentWeights(
  a: Given,
  { gates, width, projection }: Sizes,
): { readonly [name: string]: WeightSpec } {
  const found: { [name: string]: WeightSpec } = {};
  const state = projection ?? a.hidden;
  const rows = a.hidden.times(gates);
  const start = uniformUpTo(Dim.of(1).over(a.hidden.sqrt()));
  for (let layer = 0; layer < layerCount(a); layer++) {
    const inner = layer === 0 ? width : state.times(directions(a));
    for (let direction = 0; direction < directions(a); direction++) {
      const suffix = `l${String(layer)}${direction === 1 ? '_reverse' : ''}`;
      const put = (name: string, shape: Shape): void => {
        found[`${name}_${suffix}`] = { shape, ...start };
      };
      put('weight_ih', [rows, inner]);
      put('weight_hh', [rows, state]);
      const names = ['bias_ih', 'bias_hh'].slice(0, biasesOf(a));
      for (const name of names) put(name, [rows]);
      if (projection !== undefined) put('weight_hr', [projection, a.hidden]);
    }
  }
  return found;
}

/** Rows of a state: layers times directions; with one row the state is a vector. */
export function stateShape(a: { readonly layers: Dim; readonly bidirectional: boolean }, width: Dim): Shape {
  const rows = layerCount(a) * directions(a);
  return rows === 1 ? [width] : [Dim.of(rows), width];
}

export const asState = (
  op: Builder,
  x: Value | undefined,
  a: { readonly layers: Dim; readonly bidirectional: boolean },
): Value | undefined =>
  x &&
  (x.type.shape.length === 2
    ? x
    : op.reshape(x, { shape: [Dim.of(layerCount(a) * directions(a)), ...x.type.shape.slice(-1)] }));

export const fromState = (op: Builder, x: Value, a: { readonly layers: Dim; readonly bidirectional: boolean }): Value =>
  op.reshape(x, { shape: stateShape(a, x.type.shape.at(-1) ?? Dim.of(1)) });

/** A state that is given must have the shape of the one that comes out. */
export function stateFits(
  name: string,
  widthOf: (a: States) => Dim,
): Requirement<{ readonly points: { readonly [name: string]: TensorType | undefined } }, States> {
  const wanted = (a: States): Shape => stateShape(a, widthOf(a));
  return {
    at: name,
    holds: ({ points }, a) => {
      const given = points[name]?.shape;
      if (given === undefined) return true;
      const shape = wanted(a);
      return (
        given.length === shape.length &&
        given.every((size, i) => size.equals(shape[i] ?? size) || size.is('==', shape[i] ?? size) !== false)
      );
    },
    says: ({ points }, a) => `the state is ${written(points[name]?.shape ?? [])}, but ${written(wanted(a))} is needed`,
  };
}
