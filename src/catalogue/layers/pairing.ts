/** Layers that compare vectors of the flow with those of another point, along a dimension. */
import { sameShape } from '../../shape/shape.js';
import {
  axis,
  defineLayer,
  point,
  type Builder,
  type Layer,
  type ParameterTable,
  type Value,
  type ValuesOf,
} from './layer.js';
import { replaced, written } from './rules.js';
import { axisGiven, softAxis } from './soft-axis.js';

interface Pairing<P extends ParameterTable> {
  readonly name: string;
  readonly summary: string;
  readonly formula: string;
  readonly source: string;
  readonly keras?: string;
  readonly extra: P;
  lower(op: Builder, x: Value, other: Value, axis: number, args: ValuesOf<P>): Value;
  /** In PyTorch's spelling; `dim` counts the batch. */
  spelled(args: ValuesOf<P>, dim: number): string;
}

export function definePairing<P extends ParameterTable>(pairing: Pairing<P>): Layer {
  const own = (a: object): ValuesOf<P> => a as ValuesOf<P>;
  return defineLayer({
    name: pairing.name,
    summary: pairing.summary,
    formula: pairing.formula,
    source: pairing.source,
    ...(pairing.keras !== undefined && { keras: pairing.keras }),
    traits: ['joins', 'non-linear'],
    parameters: {
      other: point('the other vectors'),
      axis: axis('dimension that holds a vector', { optional: true, alias: 'dim' }),
      ...(pairing.extra as ParameterTable),
    },
    input: ['...'],
    requires: [
      ...axisGiven,
      {
        at: 'other',
        holds: ({ x, points: { other } }) => other !== undefined && sameShape(x.shape, other.shape),
        says: ({ x, points: { other } }) =>
          `cannot compare ${written(x.shape)} with ${written(other?.shape ?? [])}: their shapes differ`,
      },
    ],
    shape: ({ x }, a) => replaced(x.shape, softAxis(x, a)),
    lower: (op, x, _, a, { points: { other } }) => pairing.lower(op, x, other ?? x, softAxis(x.type, a), own(a)),
    spell: { pytorch: ({ x }, a) => pairing.spelled(own(a), softAxis(x, a) + 1) },
    example: `${pairing.name}(parameter([64]))`,
    exampleInput: '[64]',
  });
}
