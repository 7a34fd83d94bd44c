/** Cross-entropy of classes. */
import type { CrossEntropyAttributes } from '../../../catalogue/operations/cross-entropy.js';
import type { Kernel, Tensor } from '../kernel.js';
import { eachRow, logSumParts } from './softmax.js';
import { dataAt, sizesOf, tensorAt, type Numbers } from './tensors.js';

/**
 * What each class of each target weighs in the mean, s_NC...: (1 - smoothing) at the target and smoothing / C everywhere,
 * times the class's weight, over the sum of the targets' weights; for probabilities over the number of targets.
 */
class Shares {
  private readonly total: number;
  private readonly indexed: boolean;

  constructor(
    private readonly target: Tensor,
    private readonly weight: Numbers | undefined,
    private readonly classes: number,
    private readonly attributes: CrossEntropyAttributes,
  ) {
    this.indexed = target.data instanceof Int32Array;
    this.total = this.indexed ? this.sumOfWeights() : target.data.length / classes;
  }

  private sumOfWeights(): number {
    const { ignore } = this.attributes;
    let sum = 0;
    for (const index of this.target.data) if (index !== ignore) sum += this.weight?.[index] ?? 1;
    return sum;
  }

  /** `row`: number of the target; `at`: place of its class `index` in a tensor [N, C, ...]. */
  of(row: number, index: number, at: number): number {
    const { smoothing = 0, ignore } = this.attributes;
    const weight = this.weight?.[index] ?? 1;
    if (!this.indexed) {
      const probability = (1 - smoothing) * this.target.data[at]! + smoothing / this.classes;
      return (probability * weight) / this.total;
    }
    const target = this.target.data[row]!;
    if (target === ignore) return 0;
    const probability = (target === index ? 1 - smoothing : 0) + smoothing / this.classes;
    return (probability * weight) / this.total;
  }
}

/** Calls `row` with the number of each target, and first element and step of its classes in x_NC.... */
function eachTarget(x: Tensor, row: (target: number, start: number, step: number) => void): void {
  let target = 0;
  eachRow(x, 0, (start, step) => row(target++, start, step));
}

const sharesFor = (x: Tensor, inputs: readonly (Tensor | undefined)[], attributes: CrossEntropyAttributes): Shares =>
  new Shares(tensorAt(inputs, 1), inputs[2]?.data, sizesOf(x)[0]!, attributes);

export const crossEntropy: Kernel<CrossEntropyAttributes> = (results, inputs, attributes) => {
  const x = tensorAt(inputs, 0);
  const classes = sizesOf(x)[0]!;
  const shares = sharesFor(x, inputs, attributes);
  let loss = 0;
  eachTarget(x, (target, start, step) => {
    const { top, sum } = logSumParts(x.data, start, step, classes);
    const total = top + Math.log(sum);
    for (let c = 0; c < classes; c++) {
      const share = shares.of(target, c, start + c * step);
      if (share !== 0) loss += share * (total - x.data[start + c * step]!);
    }
  });
  dataAt(results, 0)[0] = loss;
};

export const crossEntropyGradient: Kernel<CrossEntropyAttributes> = (results, inputs, attributes) => {
  const [dx, x, g] = [dataAt(results, 0), tensorAt(inputs, 0), dataAt(inputs, 3)[0]!];
  const classes = sizesOf(x)[0]!;
  const shares = sharesFor(x, inputs, attributes);
  eachTarget(x, (target, start, step) => {
    const { top, sum } = logSumParts(x.data, start, step, classes);
    let all = 0;
    for (let c = 0; c < classes; c++) all += shares.of(target, c, start + c * step);
    for (let c = 0; c < classes; c++) {
      const at = start + c * step;
      dx[at] = g * ((Math.exp(x.data[at]! - top) / sum) * all - shares.of(target, c, at));
    }
  });
};

export const nll: Kernel<CrossEntropyAttributes> = (results, inputs, attributes) => {
  const x = tensorAt(inputs, 0);
  const classes = sizesOf(x)[0]!;
  const shares = sharesFor(x, inputs, attributes);
  let loss = 0;
  eachTarget(x, (target, start, step) => {
    for (let c = 0; c < classes; c++) {
      const share = shares.of(target, c, start + c * step);
      if (share !== 0) loss -= share * x.data[start + c * step]!;
    }
  });
  dataAt(results, 0)[0] = loss;
};

export const crossEntropyShares: Kernel<CrossEntropyAttributes & { readonly classes: number }> = (
  results,
  inputs,
  attributes,
) => {
  const [y, target] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const shares = new Shares(target, inputs[1]?.data, attributes.classes, attributes);
  eachTarget(y, (row, start, step) => {
    for (let c = 0; c < attributes.classes; c++) y.data[start + c * step] = shares.of(row, c, start + c * step);
  });
};
