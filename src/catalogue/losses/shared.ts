/** What losses share: their inputs in words, and the means that they take. */
import type { Doc } from '../details.js';
import { sameShape } from '../../shape/shape.js';
import type { Builder } from '../operations/builder.js';
import type { Value } from '../operations/operation.js';
import type { LossInput, LossRequirement } from './loss.js';

export const output = (name: string, doc: Doc): LossInput => ({ name, doc, role: 'output', dtype: 'float' });
export const target = (name: string, doc: Doc, dtype: 'float' | 'int64' = 'float'): LossInput => ({
  name,
  doc,
  role: 'target',
  dtype,
});

const shown = (shape: readonly { toString(): string }[] | undefined): string =>
  shape === undefined ? '?' : shape.length === 0 ? '[]' : shape.map(String).join('x');

/** Two inputs must have one shape; one number goes with any. */
export function alike(a: string, b: string): LossRequirement<object> {
  return {
    holds: types => {
      const [left, right] = [types[a]?.shape, types[b]?.shape];
      if (left === undefined || right === undefined || left.length === 0 || right.length === 0) return true;
      return sameShape(left, right);
    },
    says: types => `\`${a}\` is ${shown(types[a]?.shape)}, \`${b}\` is ${shown(types[b]?.shape)}: they must be alike`,
  };
}

/** An input by name: the caller has checked that it is there. */
export const given = (inputs: { readonly [name: string]: Value }, name: string): Value => {
  const value = inputs[name];
  if (!value) throw new Error(`a loss lacks its input ${name}`);
  return value;
};

const allAxes = (x: Value): readonly number[] => x.type.shape.map((_, i) => i);

/** One number: the mean over a tensor and the batch. */
export function meanOf(op: Builder, x: Value): Value {
  const within = x.type.shape.length === 0 ? x : op.reduceMean(x, { axes: allAxes(x), keep: false });
  return x.type.batched ? op.meanOverBatch(within) : within;
}

/** One number: the sum over a sample, the mean over the batch. */
export function sumOf(op: Builder, x: Value): Value {
  const within = x.type.shape.length === 0 ? x : op.reduceSum(x, { axes: allAxes(x), keep: false });
  return x.type.batched ? op.meanOverBatch(within) : within;
}

/** Euclidean distance along the last dimension. */
export function distance(op: Builder, a: Value, b: Value, eps = 1e-6): Value {
  const difference = op.addConstant(op.subtract(a, b), { constant: eps });
  return op.sqrt(op.reduceSum(op.square(difference), { axes: [a.type.shape.length - 1], keep: false }));
}

/** The tensor with the dimension of its classes in front, where the operations want it. */
export function classesFirst(op: Builder, x: Value, axis: number | undefined): Value {
  const rank = x.type.shape.length;
  const at = axis === undefined || axis >= 0 ? (axis ?? 0) : axis + rank;
  if (at <= 0 || at >= rank) return x;
  const order = x.type.shape.map((_, i) => i);
  return op.permute(x, { order: [at, ...order.filter(i => i !== at)] });
}
