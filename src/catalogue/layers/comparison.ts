/** Layers that compare the flow with a point or a number and give true or false. */
import { alignedValues, meeting } from './alignment.js';
import { axis, defineLayer, point, type Builder, type Layer, type TensorType, type Value } from './layer.js';
import { written } from './rules.js';

interface Comparison {
  readonly name: string;
  readonly summary: string;
  readonly formula: string;
  readonly source: string;
  readonly keras?: string;
  two(op: Builder, a: Value, b: Value): Value;
  readonly torch: string;
  readonly example: string;
}

/** Declares a comparison, a mask for attention for instance. */
export function defineComparison(comparison: Comparison): Layer {
  const shapes = (x: TensorType, other: TensorType | undefined): readonly (typeof x.shape)[] =>
    other === undefined ? [x.shape] : [x.shape, other.shape];
  return defineLayer({
    name: comparison.name,
    summary: comparison.summary,
    formula: comparison.formula,
    source: comparison.source,
    ...(comparison.keras !== undefined && { keras: comparison.keras }),
    traits: ['non-linear'],
    parameters: {
      operand: point('a point or a number to compare with'),
      axis: axis('where a tensor of lower rank begins', { default: 0 }),
    },
    input: ['...'],
    requires: [
      {
        at: 'operand',
        holds: ({ x, points }, a) => meeting(shapes(x, points.operand), a.axis).fits,
        says: ({ x, points }) => `cannot compare ${shapes(x, points.operand).map(written).join(' with ')}`,
      },
    ],
    shape: ({ x, points }, a) => meeting(shapes(x, points.operand), a.axis).shape,
    dtype: 'bool',
    lower(op, x, _, a, { points }) {
      const { operand } = points;
      const number = a.operand?.kind === 'number' ? a.operand.value.value : 0;
      const other = operand ?? op.constant({ value: number, shape: [], dtype: x.type.dtype });
      const [left = x, right = other] = alignedValues(op, [x, other], a.axis);
      return comparison.two(op, left, right);
    },
    spell: {
      pytorch: (_, a) =>
        `x ${comparison.torch} ${a.operand?.kind === 'number' ? a.operand.value.toString() : 'operand'}`,
    },
    example: comparison.example,
  });
}
