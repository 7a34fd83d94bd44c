/** Activations with a learned slope or with a gate. */
import { Dim } from '../../shape/dim.js';
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { alongAxis, arriving, ifNeeded, shaped, shrinkTo, sizeAt, tensor, typeAt, valueAt } from './rules.js';

/** Weight: one slope for all ([1]), or one for each element along `axis`. */
export const prelu: OperationOf<{ readonly axis: number }, [x: Value, weight: Value]> = defineOperation({
  name: 'prelu',
  autocast: () => 'half',
  summary: 'x above 0, else a learned slope times x.',
  source: 'He et al. 2015, Delving deep into rectifiers',
  inputs: ['x', 'weight'],
  traits: ['keeps-order'],
  types: inputs => [typeAt(inputs, 0)],
  eagerKeeps: () => [{ input: 0 }, { input: 1 }],
  gradient({ op, inputs, gradients, needs, attributes: { axis } }) {
    const [x, weight, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    const single = sizeAt(weight.type.shape, 0).equals(1);
    const spread = single ? weight : alongAxis(op, weight, x.type, axis);
    const above = op.between(x, { low: 0, high: Infinity, closed: false });
    const under = op.addConstant(op.scaleBy(above, { by: -1 }), { constant: 1 });
    return [
      ifNeeded(needs, 0, () => op.multiply(g, op.add(above, op.multiply(under, spread)))),
      ifNeeded(needs, 1, () => {
        const each = op.multiply(g, op.multiply(under, x));
        if (!single) return op.biasGradient(each, { axis });
        const ones = tensor(
          x.type.shape.map(() => Dim.of(1)),
          false,
        );
        return op.reshape(shrinkTo(op, each, ones), { shape: weight.type.shape });
      }),
    ];
  },
});

export const glu: OperationOf<{ readonly axis: number }> = defineOperation({
  name: 'glu',
  eagerBackward: 'kernel',
  summary: 'The first half along an axis times the sigmoid of the second.',
  source: 'Dauphin et al. 2016, Language modeling with gated convolutional networks',
  inputs: ['x'],
  traits: ['keeps-order'],
  types(inputs, { axis }) {
    const x = typeAt(inputs, 0);
    return [
      shaped(
        x,
        x.shape.map((size, i) => (i === axis ? size.over(2) : size)),
      ),
    ];
  },
  eagerKeeps: () => [{ input: 0 }],
  gradient({ op, inputs, gradients, attributes: { axis } }) {
    const [x, g] = [valueAt(inputs, 0), arriving(gradients)];
    const whole = sizeAt(x.type.shape, axis);
    const half = whole.over(2);
    const left = op.slice(x, { axis, from: Dim.of(0), to: half, step: Dim.of(1) });
    const gate = op.sigmoid(op.slice(x, { axis, from: half, to: whole, step: Dim.of(1) }));
    return [op.concat(op.multiply(g, gate), op.sigmoidGradient(op.multiply(g, left), gate), { axis })];
  },
});
