/** Losses: means over all elements of a batch. */
import type { Concrete } from '../../../catalogue/operations/operation.js';
import type { Kernel, Tensor } from '../kernel.js';
import { dataAt, samplesOf, sizesOf, stretchedStrides, tensorAt, walk } from './tensors.js';

/** The sum of f over elements of x and of the target, which stretches to x's shape and batch. */
function sumOf(inputs: readonly (Tensor | undefined)[], f: (x: number, target: number) => number): number {
  const [x, target] = [tensorAt(inputs, 0), tensorAt(inputs, 1)];
  // Samples are those of either: a target of each sample may meet one value for all, and the other way round.
  const whole = x.batched ? x : { ...x, batched: target.batched, shape: wider(x, target) };
  const [own, other] = [stretchedStrides(x, whole), stretchedStrides(target, whole)];
  let sum = 0;
  walk(whole.shape, own, other, (_, p, q) => {
    sum += f(x.data[p]!, target.data[q]!);
  });
  return sum;
}

const wider = (x: Tensor, target: Tensor): readonly number[] =>
  target.batched ? [samplesOf(target), ...sizesOf(x)] : x.shape;

const elementsOf = (inputs: readonly (Tensor | undefined)[]): number => {
  const [x, target] = [tensorAt(inputs, 0), tensorAt(inputs, 1)];
  return x.batched ? x.data.length : x.data.length * samplesOf(target);
};

function meanLoss<A>(f: (x: number, target: number, attributes: Concrete<A>) => number): Kernel<A> {
  return (results, inputs, attributes) => {
    dataAt(results, 0)[0] = sumOf(inputs, (x, target) => f(x, target, attributes)) / elementsOf(inputs);
  };
}

export const mse = meanLoss((x, target) => (x - target) ** 2);
export const l1 = meanLoss((x, target) => Math.abs(x - target));

export const huber = meanLoss<{ readonly delta: number }>((x, target, { delta }) => {
  const error = Math.abs(x - target);
  return error <= delta ? 0.5 * error * error : delta * (error - 0.5 * delta);
});

const LEAST_LOG = -100;

export const binaryCrossEntropy = meanLoss<{ readonly logits: boolean }>((x, target, { logits }) =>
  logits
    ? Math.max(x, 0) - x * target + Math.log1p(Math.exp(-Math.abs(x)))
    : -target * Math.max(Math.log(x), LEAST_LOG) - (1 - target) * Math.max(Math.log1p(-x), LEAST_LOG),
);

export const klDivergence: Kernel<{ readonly log: boolean }> = (results, inputs, { log }) => {
  const sum = sumOf(inputs, (x, target) => {
    if (log) return Math.exp(target) * (target - x);
    return target === 0 ? 0 : target * (Math.log(target) - x);
  });
  const [x, target] = [tensorAt(inputs, 0), tensorAt(inputs, 1)];
  dataAt(results, 0)[0] = sum / (x.batched ? samplesOf(x) : samplesOf(target));
};
