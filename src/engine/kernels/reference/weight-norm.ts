/** Rows of a weight with lengths that are learned apart. */
import type { None } from '../../../catalogue/operations/operation.js';
import type { Kernel } from '../kernel.js';
import { tensorAt } from './tensors.js';

/** weight_RK, length_R -> y_RK. */
export const weightNorm: Kernel<None> = (results, inputs) => {
  const y = tensorAt(results, 0);
  const [weight, length] = [tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const rows = length.data.length;
  const K = weight.data.length / rows;
  for (let r = 0; r < rows; r++) {
    let squares = 0;
    for (let k = r * K; k < (r + 1) * K; k++) squares += weight.data[k]! ** 2;
    const factor = length.data[r]! / Math.sqrt(squares);
    for (let k = r * K; k < (r + 1) * K; k++) y.data[k] = weight.data[k]! * factor;
  }
};
