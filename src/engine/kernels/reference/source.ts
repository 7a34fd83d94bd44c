/** Constants, random numbers, and masks made of them. */
import { fillNormal, fillUniform, integer, streamOf, uniform as oneUniform } from '../../../shape/random.js';
import type { Counter, FloatArray, Kernel } from '../kernel.js';
import { dataAt, product, samplesOf, sizesOf, tensorAt } from './tensors.js';

interface Drawing {
  readonly draw?: number;
}

/** Numbers belong to a draw of a step; an operation that was never given one draws by its node. */
const streamAt = ({ draw }: Drawing, { step, node }: Counter): number => streamOf('draw', step, draw ?? node);

const floats = (data: FloatArray | Int32Array): FloatArray => {
  if (data instanceof Int32Array) throw new TypeError('random floats into integers');
  return data;
};

export const constant: Kernel<{ readonly value: number }> = (results, _, { value }) => {
  dataAt(results, 0).fill(value);
};

export const normal: Kernel<Drawing> = (results, _, drawing, counter) =>
  fillNormal(floats(dataAt(results, 0)), counter.seed, streamAt(drawing, counter));

export const uniform: Kernel<Drawing> = (results, _, drawing, counter) =>
  fillUniform(floats(dataAt(results, 0)), counter.seed, streamAt(drawing, counter));

export const randomInteger: Kernel<Drawing & { readonly below: number }> = (results, _, attributes, counter) => {
  const y = dataAt(results, 0);
  const stream = streamAt(attributes, counter);
  for (let i = 0; i < y.length; i++) y[i] = integer(counter.seed, stream, i, attributes.below);
};

/** y = x kept or dropped in runs of `run` elements. */
function masked(
  y: FloatArray | Int32Array,
  x: FloatArray | Int32Array,
  run: number,
  p: number,
  seed: number,
  stream: number,
): void {
  const scale = p < 1 ? 1 / (1 - p) : 0;
  for (let start = 0; start < x.length; start += run) {
    const factor = oneUniform(seed, stream, start / run) < p ? 0 : scale;
    for (let i = start; i < start + run; i++) y[i] = x[i]! * factor;
  }
}

export const dropout: Kernel<Drawing & { readonly p: number; readonly channel: boolean }> = (
  results,
  inputs,
  attributes,
  counter,
) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const stream = streamAt(attributes, counter);
  const run = attributes.channel ? product(sizesOf(x).slice(1)) : 1;
  if (run > 1) {
    masked(y.data, x.data, run, attributes.p, counter.seed, stream);
    return;
  }
  // Numbers are drawn into the result, which may lie over the input: so a few at a time.
  const drawn = new Float32Array(256);
  const scale = attributes.p < 1 ? 1 / (1 - attributes.p) : 0;
  for (let start = 0; start < x.data.length; start += drawn.length) {
    fillUniform(drawn, counter.seed, stream, start);
    const count = Math.min(drawn.length, x.data.length - start);
    for (let i = 0; i < count; i++) y.data[start + i] = drawn[i]! < attributes.p ? 0 : x.data[start + i]! * scale;
  }
};

export const dropPath: Kernel<Drawing & { readonly p: number }> = (results, inputs, attributes, counter) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const run = x.data.length / samplesOf(x);
  masked(y.data, x.data, run, attributes.p, counter.seed, streamAt(attributes, counter));
};

/** True where the key does not come after the query. */
export const causalMask: Kernel<{ readonly queries: number; readonly keys: number }> = (
  results,
  _,
  { queries, keys },
) => {
  const y = dataAt(results, 0);
  for (let q = 0; q < queries; q++) for (let k = 0; k < keys; k++) y[q * keys + k] = k <= q ? 1 : 0;
};
