/** Arithmetic on one tensor, element by element. */
import type { Dim } from '../../shape/dim.js';
import type { DType } from '../../shape/dtype.js';
import { defineOperation, type OperationOf } from './operation.js';
import { arriving, typeAt, valueAt } from './rules.js';
import { defineUnary, type Unary } from './unary.js';

export const exp: Unary = defineUnary({
  name: 'exp',
  eagerBackward: 'kernel',
  summary: 'e to the power of x',
  keeps: 'result',
  gradient: ({ op, y, g }) => op.multiply(g, y),
});

export const log: Unary = defineUnary({
  name: 'log',
  summary: 'The natural logarithm.',
  keeps: 'input',
  gradient: ({ op, x, g }) => op.divide(g, x),
});

export const sin: Unary = defineUnary({
  name: 'sin',
  summary: 'The sine.',
  keeps: 'input',
  gradient: ({ op, x, g }) => op.multiply(g, op.cos(x)),
});

export const cos: Unary = defineUnary({
  name: 'cos',
  summary: 'The cosine.',
  keeps: 'input',
  gradient: ({ op, x, g }) => op.negate(op.multiply(g, op.sin(x))),
});

export const abs: Unary = defineUnary({
  name: 'abs',
  summary: 'The absolute value.',
  keeps: 'input',
  gradient: ({ op, x, g }) => op.multiply(g, op.sign(x)),
});

export const sign: Unary = defineUnary({
  name: 'sign',
  summary: '-1, 0 or 1',
  keeps: 'nothing',
  gradient: () => undefined,
});

export const floor: Unary = defineUnary({
  name: 'floor',
  summary: 'The largest whole number that is not above x.',
  keeps: 'nothing',
  gradient: () => undefined,
});

export const square: Unary = defineUnary({
  name: 'square',
  summary: 'x^2',
  keeps: 'input',
  gradient: ({ op, x, g }) => op.scaleBy(op.multiply(g, x), { by: 2 }),
});

export const sqrt: Unary = defineUnary({
  name: 'sqrt',
  summary: 'The square root.',
  keeps: 'result',
  gradient: ({ op, y, g }) => op.scaleBy(op.divide(g, y), { by: 0.5 }),
});

export const reciprocal: Unary = defineUnary({
  name: 'reciprocal',
  summary: '1 / x',
  keeps: 'result',
  gradient: ({ op, y, g }) => op.negate(op.multiply(g, op.square(y))),
});

export const negate: Unary = defineUnary({
  name: 'negate',
  eagerBackward: 'kernel',
  summary: '-x',
  keeps: 'nothing',
  gradient: ({ op, g }) => op.negate(g),
});

export const power: Unary<{ readonly exponent: number }> = defineUnary({
  name: 'power',
  summary: 'x to a fixed power',
  keeps: 'input',
  gradient: ({ op, x, g, attributes: { exponent } }) =>
    exponent === 0 ? undefined : op.scaleBy(op.multiply(g, op.power(x, { exponent: exponent - 1 })), { by: exponent }),
});

/** Bounds may be infinite. */
export const clamp: Unary<{ readonly low: number; readonly high: number }> = defineUnary({
  name: 'clamp',
  eagerBackward: 'kernel',
  summary: 'x held between low and high',
  keeps: 'input',
  gradient: ({ op, x, g, attributes: { low, high } }) => op.multiply(g, op.between(x, { low, high, closed: true })),
});

/** `closed`: the bounds belong to the range. */
export const between: Unary<{ readonly low: number; readonly high: number; readonly closed: boolean }> = defineUnary({
  name: 'between',
  summary: '1 where x lies in a range, else 0',
  keeps: 'nothing',
  gradient: () => undefined,
});

export const scaleBy: Unary<{ readonly by: number | Dim }> = defineUnary({
  name: 'scaleBy',
  eagerBackward: 'kernel',
  summary: 'x times a constant',
  keeps: 'nothing',
  gradient: ({ op, g, attributes }) => op.scaleBy(g, attributes),
});

export const addConstant: Unary<{ readonly constant: number | Dim }> = defineUnary({
  name: 'addConstant',
  eagerBackward: 'hands on',
  summary: 'x plus a constant',
  keeps: 'nothing',
  gradient: ({ g }) => g,
});

/** Truth is 1 and 0 as a number; a number is true if it is not 0. */
export const cast: OperationOf<{ readonly dtype: DType }> = defineOperation({
  name: 'cast',
  summary: 'The same numbers, stored as another type.',
  inputs: ['x'],
  types: (inputs, { dtype }) => [{ ...typeAt(inputs, 0), dtype }],
  gradient({ op, inputs, results, gradients }) {
    const { dtype } = valueAt(inputs, 0).type;
    if (!dtype.includes('float') || !valueAt(results, 0).type.dtype.includes('float')) return [undefined];
    return [op.cast(arriving(gradients), { dtype })];
  },
});

export const stopGradient: Unary = defineUnary({
  name: 'stopGradient',
  summary: 'x, through which no gradient flows.',
  traits: ['view', 'reshapes', 'stops-gradient'],
  keeps: 'nothing',
  gradient: () => undefined,
});

export const reverseGradient: Unary<{ readonly scale: number }> = defineUnary({
  name: 'reverseGradient',
  summary: 'x, whose gradient changes its sign.',
  source: 'Ganin & Lempitsky 2014, Unsupervised domain adaptation by backpropagation',
  traits: ['view', 'reshapes'],
  keeps: 'nothing',
  gradient: ({ op, g, attributes: { scale } }) => op.scaleBy(g, { by: -scale }),
});
