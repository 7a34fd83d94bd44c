/** A recurrence step by step, with its states as the only thing held. */
import type { None } from '../../../catalogue/operations/operation.js';
import type { Kernel } from '../kernel.js';
import { samplesOf, sizesOf, tensorAt } from './tensors.js';

/** x_BTD, step_BTD, write_BTN, read_BTN, rates_DN -> y_BTD. */
export const selectiveScan: Kernel<None> = (results, inputs) => {
  const y = tensorAt(results, 0);
  const [x, step, write, read, rates] = [0, 1, 2, 3, 4].map(i => tensorAt(inputs, i));
  const [T = 1, D = 1] = sizesOf(y);
  const N = sizesOf(rates!)[1] ?? 1;
  const states = new Float64Array(D * N);
  for (let b = 0; b < samplesOf(y); b++) {
    const [xAt, stepAt, writeAt, readAt] = [x!, step!, write!, read!].map(each =>
      each.batched ? b * (each.data.length / samplesOf(each)) : 0,
    ) as [number, number, number, number];
    states.fill(0);
    for (let t = 0; t < T; t++) {
      for (let d = 0; d < D; d++) {
        const size = step!.data[stepAt + t * D + d]!;
        const given = size * x!.data[xAt + t * D + d]!;
        let sum = 0;
        for (let n = 0; n < N; n++) {
          const at = d * N + n;
          const state = Math.exp(size * rates!.data[at]!) * states[at]! + given * write!.data[writeAt + t * N + n]!;
          states[at] = state;
          sum += state * read!.data[readAt + t * N + n]!;
        }
        y.data[(b * T + t) * D + d] = sum;
      }
    }
  }
};
