/** The weights of recurrent layers, for each layer and direction. */
import { Dim } from '../../shape/dim.js';
import { uniformUpTo } from './initial.js';
import { count, flag, fraction, point, type ParameterTable, type Shape, type WeightSpec } from './layer.js';

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

interface Sizes {
  /** Gates: 1, 3 or 4. */
  readonly gates: number;
  readonly width: Dim;
  readonly projection?: Dim | undefined;
}

/** Arguments that decide the weights. */
export interface WeightArguments {
  readonly hidden: Dim;
  readonly layers: Dim;
  readonly bidirectional: boolean;
  readonly bias: boolean;
  readonly biases: Dim;
}

/** Weights in the order in which the operation wants them, by PyTorch's names. */
export function recurrentWeights(
  a: WeightArguments,
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
