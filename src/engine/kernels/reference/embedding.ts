/** Rows of a table by their numbers. */
import type { Kernel } from '../kernel.js';
import { dataAt, tensorAt } from './tensors.js';

/** i_N..., w_VD -> y_N...D. An index outside of the table gives NaN, which names this operation. */
export const embedding: Kernel = (results, inputs) => {
  const [y, indices, { data: w, shape }] = [dataAt(results, 0), dataAt(inputs, 0), tensorAt(inputs, 1)];
  const width = shape[1]!;
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i]! * width;
    for (let d = 0; d < width; d++) y[i * width + d] = w[row + d] ?? NaN;
  }
};

/** i_N..., g_N...D -> w_VD; the row `padding` gets nothing. */
export const embeddingGradient: Kernel<{ readonly shape: readonly number[]; readonly padding?: number }> = (
  results,
  inputs,
  { shape, padding },
) => {
  const [w, indices, g] = [dataAt(results, 0), dataAt(inputs, 0), dataAt(inputs, 1)];
  const width = shape[1]!;
  w.fill(0);
  for (let i = 0; i < indices.length; i++) {
    if (indices[i] === padding) continue;
    const row = indices[i]! * width;
    for (let d = 0; d < width; d++) w[row + d] = w[row + d]! + g[i * width + d]!;
  }
};

export const oneHot: Kernel<{ readonly classes: number }> = (results, inputs, { classes }) => {
  const [y, indices] = [dataAt(results, 0), dataAt(inputs, 0)];
  y.fill(0);
  for (let i = 0; i < indices.length; i++) y[i * classes + indices[i]!] = 1;
};
