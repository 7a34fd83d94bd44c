/** Layers that work number by number and keep the shape of whatever flows in. */
import {
  defineLayer,
  type Builder,
  type Layer,
  type LayerTrait,
  type ParameterTable,
  type TensorType,
  type Value,
  type ValuesOf,
} from './layer.js';

interface Activation<P extends ParameterTable> {
  readonly name: string;
  readonly summary: string;
  readonly formula: string;
  readonly source: string;
  readonly keras?: string;
  readonly traits?: readonly LayerTrait[];
  readonly parameters: P;
  lower(op: Builder, x: Value, args: ValuesOf<P>): Value;
  pytorch(args: ValuesOf<P>, x: TensorType): string;
  readonly example?: string;
}

/** Declares a layer of one number in, one number out. Non-linear unless its traits say otherwise. */
export function defineActivation<P extends ParameterTable>(activation: Activation<P>): Layer {
  const { name, summary, formula, source, keras, traits = ['non-linear'], parameters, example = name } = activation;
  return defineLayer({
    name,
    summary,
    formula,
    source,
    ...(keras !== undefined && { keras }),
    traits,
    parameters,
    input: ['...'],
    shape: ({ x }) => x.shape,
    lower: (op, x, _weights, args) => activation.lower(op, x, args),
    spell: { pytorch: ({ x }, args) => activation.pytorch(args, x) },
    example,
  });
}
