/** `mean`: the mean of its inputs, whole or with some of them left out at random. */
import { Dim } from '../../shape/dim.js';
import { alignedValues, meeting, meets } from './alignment.js';
import { axis, defineLayer, fraction, points, type Builder, type Value } from './layer.js';

/**
 * The mean of the inputs that are kept: each with a chance of 1 - p, sample by sample, and one at random where none would be.
 */
function dropJoined(op: Builder, values: readonly Value[], p: number): Value {
  const number = (value: number): Value => op.constant({ value, shape: [] });
  const draw = (): Value => op.uniform({ shape: [], batched: true });
  const truth = (value: Value): Value => op.cast(value, { dtype: 'float' });
  const coins = values.map(() => truth(op.greater(draw(), number(p))));
  const total = (parts: readonly Value[]): Value => parts.slice(1).reduce((sum, part) => op.add(sum, part), parts[0]!);
  const nobody = truth(op.equal(total(coins), number(0)));
  const chosen = op.floor(op.scaleBy(draw(), { by: values.length }));
  const kept = coins.map((coin, i) => op.add(coin, op.multiply(nobody, truth(op.equal(chosen, number(i))))));
  const many = total(kept);
  return total(values.map((value, i) => op.multiply(value, op.divide(kept[i]!, many))));
}

export const mean = defineLayer({
  name: 'mean',
  summary:
    'The mean of points or branches, number by number; with `drop_path` some of them are left out while training.',
  formula: 'y = (a + b + ...) / n',
  source: 'Larsson et al. 2017, FractalNet (local drop path)',
  keras: 'layers.Average',
  traits: ['joins', 'linear'],
  parameters: {
    operands: points('points to join with the flow'),
    drop_path: fraction('chance of each input to be left out while training; one at least is kept', { default: 0 }),
    axis: axis('where a tensor of lower rank begins', { default: 0 }),
  },
  input: 'joined',
  requires: [
    meets('average'),
    { holds: ({ all }) => all.length > 1, says: () => 'needs several inputs: points or branches' },
  ],
  shape: ({ all }, a) =>
    meeting(
      all.map(type => type.shape),
      a.axis,
    ).shape,
  lower(op, x, _, a, { all, training }) {
    const values = alignedValues(op, all, a.axis);
    if (training && a.drop_path > 0) return dropJoined(op, values, a.drop_path);
    const [first = x, ...others] = values;
    const sum = others.reduce((total, value) => op.add(total, value), first);
    return op.scaleBy(sum, { by: Dim.of(1).over(values.length) });
  },
  spell: { pytorch: ({ all }) => `(${all.map((_, i) => `xs[${String(i)}]`).join(' + ')}) / ${String(all.length)}` },
  example: 'mean {\n    branch { conv(8, 3) }\n    branch { conv(8, 3) }\n  }',
});
