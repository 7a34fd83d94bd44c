/** Activations: element-wise functions that stand between layers. */
import { defineOperation, type None, type OperationOf, type Value } from './operation.js';
import { arriving, typeAt, valueAt } from './rules.js';
import { defineUnary, twoValues, type Unary } from './unary.js';

export const relu: Unary = defineUnary({
  name: 'relu',
  eagerBackward: 'kernel',
  summary: 'max(x, 0)',
  traits: ['in-place'],
  keeps: 'result',
  gradient: ({ op, y, g }) => op.reluGradient(g, y),
});

/** A gradient where the result of a relu is above 0. */
export const reluGradient: OperationOf<None, [gradient: Value, y: Value]> = defineOperation({
  name: 'reluGradient',
  summary: 'The gradient where the result is above 0, else 0.',
  inputs: ['gradient', 'y'],
  traits: ['element-wise'],
  types: inputs => [typeAt(inputs, 1)],
  eagerKeeps: () => [{ input: 1 }],
  gradient: ({ op, inputs, gradients }) => [op.reluGradient(arriving(gradients), valueAt(inputs, 1)), undefined],
});

export const relu6: Unary = defineUnary({
  name: 'relu6',
  eagerBackward: 'kernel',
  summary: 'min(max(x, 0), 6)',
  source: 'Krizhevsky 2010, Convolutional deep belief networks on CIFAR-10',
  traits: ['in-place'],
  keeps: 'input',
  gradient: ({ op, x, g }) => op.multiply(g, op.between(x, { low: 0, high: 6, closed: false })),
});

export const tanh: Unary = defineUnary({
  name: 'tanh',
  eagerBackward: 'kernel',
  summary: 'The hyperbolic tangent.',
  keeps: 'result',
  gradient: ({ op, y, g }) => op.tanhGradient(g, y),
});

export const tanhGradient: OperationOf<None, [gradient: Value, y: Value]> = defineOperation({
  name: 'tanhGradient',
  summary: 'gradient x (1 - y^2), y the result of a tanh.',
  inputs: ['gradient', 'y'],
  traits: ['element-wise'],
  types: inputs => [typeAt(inputs, 1)],
  eagerKeeps: () => [{ input: 0 }, { input: 1 }],
  gradient({ op, inputs, gradients }) {
    const [g, y, u] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    return [op.tanhGradient(u, y), op.scaleBy(op.multiply(op.multiply(u, g), y), { by: -2 })];
  },
});

export const sigmoid: Unary = defineUnary({
  name: 'sigmoid',
  eagerBackward: 'kernel',
  summary: '1 / (1 + exp(-x))',
  keeps: 'result',
  gradient: ({ op, y, g }) => op.sigmoidGradient(g, y),
});

export const sigmoidGradient: OperationOf<None, [gradient: Value, y: Value]> = defineOperation({
  name: 'sigmoidGradient',
  summary: 'gradient x y (1 - y), y the result of a sigmoid.',
  inputs: ['gradient', 'y'],
  traits: ['element-wise'],
  types: inputs => [typeAt(inputs, 1)],
  eagerKeeps: () => [{ input: 0 }, { input: 1 }],
  gradient({ op, inputs, gradients }) {
    const [g, y, u] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    const slope = op.addConstant(op.scaleBy(y, { by: -2 }), { constant: 1 });
    return [op.sigmoidGradient(u, y), op.multiply(op.multiply(u, g), slope)];
  },
});

/** The standard normal distribution's function; gelu is x times it. */
export const normalCdf: Unary = defineUnary({
  name: 'normalCdf',
  summary: 'The share of the standard normal distribution below x.',
  keeps: 'input',
  gradient({ op, x, g }) {
    const bell = op.exp(op.scaleBy(op.square(x), { by: -0.5 }));
    return op.multiply(g, op.scaleBy(bell, { by: 1 / Math.sqrt(2 * Math.PI) }));
  },
});

/** Of the tanh form, by Hendrycks and Gimpel. */
export const GELU_SCALE = Math.sqrt(2 / Math.PI);
export const GELU_CUBE = 0.044715;

/** `approximate`: the form with tanh. */
export const gelu: Unary<{ readonly approximate: boolean }> = defineUnary({
  name: 'gelu',
  eagerBackward: 'kernel',
  summary: 'x times the share of the standard normal distribution below x.',
  source: 'Hendrycks & Gimpel 2016, Gaussian error linear units',
  keeps: 'input',
  gradient({ op, x, g, attributes: { approximate } }) {
    const squared = op.square(x);
    if (!approximate) {
      const bell = op.exp(op.scaleBy(squared, { by: -0.5 }));
      const slope = op.add(op.normalCdf(x), op.scaleBy(op.multiply(x, bell), { by: 1 / Math.sqrt(2 * Math.PI) }));
      return op.multiply(g, slope);
    }
    const cubic = op.addConstant(op.scaleBy(squared, { by: GELU_CUBE }), { constant: 1 });
    const t = op.tanh(op.scaleBy(op.multiply(x, cubic), { by: GELU_SCALE }));
    const inner = op.addConstant(op.scaleBy(squared, { by: 3 * GELU_CUBE }), { constant: 1 });
    const rising = op.tanhGradient(op.scaleBy(op.multiply(x, inner), { by: GELU_SCALE }), t);
    return op.scaleBy(op.multiply(g, op.addConstant(op.add(t, rising), { constant: 1 })), { by: 0.5 });
  },
});

export const silu: Unary = defineUnary({
  name: 'silu',
  eagerBackward: 'kernel',
  summary: 'x sigmoid(x)',
  source: 'Elfwing, Uchibe, Doya 2017; Ramachandran, Zoph, Le 2017 (swish)',
  keeps: 'input',
  gradient({ op, x, g }) {
    const s = op.sigmoid(x);
    return op.multiply(g, op.add(s, op.sigmoidGradient(x, s)));
  },
});

export const mish: Unary = defineUnary({
  name: 'mish',
  eagerBackward: 'kernel',
  summary: 'x tanh(softplus(x))',
  source: 'Misra 2019, Mish',
  keeps: 'input',
  gradient({ op, x, g }) {
    const t = op.tanh(op.softplus(x, { beta: 1, threshold: 20 }));
    return op.multiply(g, op.add(t, op.tanhGradient(op.multiply(x, op.sigmoid(x)), t)));
  },
});

export const elu: Unary<{ readonly alpha: number }> = defineUnary({
  name: 'elu',
  eagerBackward: 'kernel',
  summary: 'x above 0, else alpha (exp(x) - 1)',
  source: 'Clevert, Unterthiner, Hochreiter 2015, Exponential linear units',
  keeps: 'input',
  gradient: ({ op, x, g, attributes: { alpha } }) =>
    op.where(positive(op, x), g, op.multiply(g, op.scaleBy(op.exp(below(op, x)), { by: alpha }))),
});

export const SELU_SCALE = 1.0507009873554805;
export const SELU_ALPHA = 1.6732632423543772;

export const selu: Unary = defineUnary({
  name: 'selu',
  eagerBackward: 'kernel',
  summary: 'scale x above 0, else scale alpha (exp(x) - 1), with the two constants that keep mean 0 and variance 1',
  source: 'Klambauer et al. 2017, Self-normalizing neural networks',
  keeps: 'input',
  gradient({ op, x, g }) {
    const scaled = op.scaleBy(g, { by: SELU_SCALE });
    const curve = op.scaleBy(op.exp(below(op, x)), { by: SELU_ALPHA });
    return op.where(positive(op, x), scaled, op.multiply(scaled, curve));
  },
});

export const celu: Unary<{ readonly alpha: number }> = defineUnary({
  name: 'celu',
  eagerBackward: 'kernel',
  summary: 'x above 0, else alpha (exp(x / alpha) - 1)',
  source: 'Barron 2017, Continuously differentiable exponential linear units',
  keeps: 'input',
  gradient: ({ op, x, g, attributes: { alpha } }) =>
    op.where(positive(op, x), g, op.multiply(g, op.exp(op.scaleBy(below(op, x), { by: 1 / alpha })))),
});

export const leakyRelu: Unary<{ readonly slope: number }> = defineUnary({
  name: 'leakyRelu',
  eagerBackward: 'kernel',
  summary: 'x above 0, else slope x',
  source: 'Maas, Hannun, Ng 2013',
  keeps: 'input',
  gradient: ({ op, x, g, attributes: { slope } }) => op.multiply(g, twoValues(op, x, 0, slope, 1)),
});

export const hardtanh: Unary<{ readonly low: number; readonly high: number }> = defineUnary({
  name: 'hardtanh',
  eagerBackward: 'kernel',
  summary: 'x held between low and high',
  keeps: 'input',
  gradient: ({ op, x, g, attributes: { low, high } }) => op.multiply(g, op.between(x, { low, high, closed: false })),
});

export const hardsigmoid: Unary = defineUnary({
  name: 'hardsigmoid',
  eagerBackward: 'kernel',
  summary: 'x / 6 + 1 / 2 held between 0 and 1',
  source: 'Howard et al. 2019, Searching for MobileNetV3',
  keeps: 'input',
  gradient: ({ op, x, g }) =>
    op.scaleBy(op.multiply(g, op.between(x, { low: -3, high: 3, closed: false })), { by: 1 / 6 }),
});

export const hardswish: Unary = defineUnary({
  name: 'hardswish',
  eagerBackward: 'kernel',
  summary: 'x hardsigmoid(x)',
  source: 'Howard et al. 2019, Searching for MobileNetV3',
  keeps: 'input',
  gradient({ op, x, g }) {
    const curve = op.addConstant(op.scaleBy(x, { by: 1 / 3 }), { constant: 0.5 });
    const middle = op.multiply(curve, op.between(x, { low: -3, high: 3, closed: true }));
    return op.multiply(g, op.add(middle, op.between(x, { low: 3, high: Infinity, closed: false })));
  },
});

/** Above `threshold` (times beta) it is x itself. */
export const softplus: Unary<{ readonly beta: number; readonly threshold: number }> = defineUnary({
  name: 'softplus',
  eagerBackward: 'kernel',
  summary: 'log(1 + exp(beta x)) / beta',
  source: 'Dugas et al. 2000',
  keeps: 'input',
  gradient: ({ op, x, g, attributes: { beta, threshold } }) =>
    op.where(
      op.cast(op.between(x, { low: threshold / beta, high: Infinity, closed: false }), { dtype: 'bool' }),
      g,
      op.multiply(g, op.sigmoid(op.scaleBy(x, { by: beta }))),
    ),
});

export const softsign: Unary = defineUnary({
  name: 'softsign',
  summary: 'x / (1 + |x|)',
  source: 'Bergstra et al. 2009',
  keeps: 'input and buffer',
  gradient: ({ op, x, g }) => op.multiply(g, op.power(op.addConstant(op.abs(x), { constant: 1 }), { exponent: -2 })),
});

export const logSigmoid: Unary = defineUnary({
  name: 'logSigmoid',
  traits: ['in-rows'],
  eagerBackward: 'kernel',
  summary: 'log(sigmoid(x))',
  keeps: 'input and buffer',
  gradient: ({ op, x, g }) => op.multiply(g, op.sigmoid(op.negate(x))),
});

export const tanhshrink: Unary = defineUnary({
  name: 'tanhshrink',
  summary: 'x - tanh(x)',
  keeps: 'buffer',
  gradient: ({ op, x, g }) => op.multiply(g, op.square(op.tanh(x))),
});

export const hardshrink: Unary<{ readonly bound: number }> = defineUnary({
  name: 'hardshrink',
  eagerBackward: 'kernel',
  summary: 'x, or 0 where |x| is not above the bound',
  keeps: 'input',
  gradient: ({ op, x, g, attributes: { bound } }) => op.multiply(g, outside(op, x, bound)),
});

export const softshrink: Unary<{ readonly bound: number }> = defineUnary({
  name: 'softshrink',
  eagerBackward: 'kernel',
  summary: 'x drawn towards 0 by the bound, 0 within it',
  keeps: 'input',
  gradient: ({ op, x, g, attributes: { bound } }) => op.multiply(g, outside(op, x, bound)),
});

export const threshold: Unary<{ readonly threshold: number; readonly value: number }> = defineUnary({
  name: 'threshold',
  eagerBackward: 'kernel',
  summary: 'x above the threshold, else the value',
  keeps: 'input',
  gradient: ({ op, x, g, attributes }) =>
    op.multiply(g, op.between(x, { low: attributes.threshold, high: Infinity, closed: false })),
});

type Op = Parameters<typeof twoValues>[0];

const positive = (op: Op, x: Value): Value =>
  op.cast(op.between(x, { low: 0, high: Infinity, closed: false }), { dtype: 'bool' });

/** min(x, 0), so that an exponential of it stays finite. */
const below = (op: Op, x: Value): Value => op.negate(op.relu(op.negate(x)));

const outside = (op: Op, x: Value, bound: number): Value =>
  op.addConstant(op.scaleBy(op.between(x, { low: -bound, high: bound, closed: true }), { by: -1 }), { constant: 1 });
