/** Activations and their gradients, element by element. */
import { GELU_CUBE, GELU_SCALE, SELU_ALPHA, SELU_SCALE } from '../../../catalogue/operations/activation.js';
import type { Kernel } from '../kernel.js';
import { complementaryError } from './error-function.js';
import { aroundAxis, dataAt, tensorAt } from './tensors.js';
import { mapped } from './mapped.js';

// These, the commonest, have loops of their own: a function called for each element costs more than it does.
export const relu: Kernel = (results, inputs) => {
  const [y, x] = [dataAt(results, 0), dataAt(inputs, 0)];
  for (let i = 0; i < y.length; i++) {
    const value = x[i]!;
    y[i] = value <= 0 ? 0 : value;
  }
};

export const reluGradient: Kernel = (results, inputs) => {
  const [dx, g, y] = [dataAt(results, 0), dataAt(inputs, 0), dataAt(inputs, 1)];
  for (let i = 0; i < dx.length; i++) dx[i] = y[i]! > 0 ? g[i]! : 0;
};

export const tanh: Kernel = (results, inputs) => {
  const [y, x] = [dataAt(results, 0), dataAt(inputs, 0)];
  for (let i = 0; i < y.length; i++) y[i] = Math.tanh(x[i]!);
};

export const tanhGradient: Kernel = (results, inputs) => {
  const [dx, g, y] = [dataAt(results, 0), dataAt(inputs, 0), dataAt(inputs, 1)];
  for (let i = 0; i < dx.length; i++) dx[i] = g[i]! * (1 - y[i]! * y[i]!);
};

export const sigmoidGradient: Kernel = (results, inputs) => {
  const [dx, g, y] = [dataAt(results, 0), dataAt(inputs, 0), dataAt(inputs, 1)];
  for (let i = 0; i < dx.length; i++) dx[i] = g[i]! * y[i]! * (1 - y[i]!);
};

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const cdf = (x: number): number => 0.5 * complementaryError(-x * Math.SQRT1_2);
/** log(1 + exp(x)) without overflow. */
const smoothRelu = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

export const sigmoid = mapped(logistic);
export const normalCdf = mapped(cdf);
export const relu6 = mapped(x => Math.min(Math.max(x, 0), 6));
export const silu = mapped(x => x * logistic(x));
export const mish = mapped(x => x * Math.tanh(smoothRelu(x)));
export const selu = mapped(x => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)));
export const hardsigmoid = mapped(x => Math.min(Math.max(x / 6 + 0.5, 0), 1));
export const hardswish = mapped(x => x * Math.min(Math.max(x / 6 + 0.5, 0), 1));
export const softsign = mapped(x => x / (1 + Math.abs(x)));
export const logSigmoid = mapped(x => -smoothRelu(-x));
export const tanhshrink = mapped(x => x - Math.tanh(x));

export const gelu = mapped<{ readonly approximate: boolean }>((x, { approximate }) =>
  approximate ? 0.5 * x * (1 + Math.tanh(GELU_SCALE * (x + GELU_CUBE * x ** 3))) : x * cdf(x),
);
export const elu = mapped<{ readonly alpha: number }>((x, { alpha }) => (x > 0 ? x : alpha * Math.expm1(x)));
export const celu = mapped<{ readonly alpha: number }>((x, { alpha }) => (x > 0 ? x : alpha * Math.expm1(x / alpha)));
export const leakyRelu = mapped<{ readonly slope: number }>((x, { slope }) => (x > 0 ? x : slope * x));
export const hardtanh = mapped<{ readonly low: number; readonly high: number }>((x, { low, high }) =>
  Math.min(Math.max(x, low), high),
);
export const softplus = mapped<{ readonly beta: number; readonly threshold: number }>((x, { beta, threshold }) =>
  beta * x > threshold ? x : smoothRelu(beta * x) / beta,
);
export const hardshrink = mapped<{ readonly bound: number }>((x, { bound }) => (Math.abs(x) > bound ? x : 0));
export const softshrink = mapped<{ readonly bound: number }>((x, { bound }) =>
  x > bound ? x - bound : x < -bound ? x + bound : 0,
);
export const threshold = mapped<{ readonly threshold: number; readonly value: number }>((x, attributes) =>
  x > attributes.threshold ? x : attributes.value,
);

export const prelu: Kernel<{ readonly axis: number }> = (results, inputs, { axis }) => {
  const [y, input, weight] = [dataAt(results, 0), tensorAt(inputs, 0), dataAt(inputs, 1)];
  const x = input.data;
  const { size, after } = aroundAxis(input, weight.length === 1 ? 0 : axis);
  for (let i = 0; i < y.length; i++) {
    const channel = weight.length === 1 ? 0 : Math.floor(i / after) % size;
    y[i] = x[i]! > 0 ? x[i]! : weight[channel]! * x[i]!;
  }
};

export const glu: Kernel<{ readonly axis: number }> = (results, inputs, { axis }) => {
  const [y, input] = [dataAt(results, 0), tensorAt(inputs, 0)];
  const { before, size, after } = aroundAxis(input, axis);
  const half = (size / 2) * after;
  for (let b = 0; b < before; b++) {
    for (let j = 0; j < half; j++) {
      const at = b * size * after + j;
      y[b * half + j] = input.data[at]! * logistic(input.data[at + half]!);
    }
  }
};
