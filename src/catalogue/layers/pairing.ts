/** Layers that compare vectors of the flow with those of another point, along a dimension. */
import { sameShape } from '../../shape/shape.js';
import { axis, defineLayer, point, type Builder, type Layer, type Value } from './layer.js';
import { replaced, written } from './rules.js';
import { axisGiven, softAxis } from './soft-axis.js';

interface Pairing {
  readonly name: string;
  readonly summary: string;
  readonly formula: string;
  readonly source: string;
  readonly keras?: string;
  lower(op: Builder, x: Value, other: Value, axis: number): Value;
  readonly torch: string;
}

export function definePairing(pairing: Pairing): Layer {
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
    lower: (op, x, _, a, { points: { other } }) => pairing.lower(op, x, other ?? x, softAxis(x.type, a)),
    spell: { pytorch: ({ x }, a) => `${pairing.torch}(x, other, dim=${String(softAxis(x, a) + 1)})` },
    example: `${pairing.name}(parameter([64]))`,
    exampleInput: '[64]',
  });
}
