/** Arithmetic by hand: the weights of a layer, as a textbook counts them. */

export const sum = (...numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** A convolution without bias: every output channel has a filter for every input channel. */
export const conv = (from: number, to: number, kernel: number): number => from * to * kernel ** 2;

/** With one number more for each output channel. */
export const convBias = (from: number, to: number, kernel: number): number => conv(from, to, kernel) + to;

/** Factor and shift of each channel. */
export const norm = (channels: number): number => 2 * channels;

export const dense = (from: number, to: number): number => from * to + to;

/** Queries, keys, values and the result, each with a square matrix and a vector. */
export const attention = (width: number): number => 4 * dense(width, width);

/** A small network on each position. */
export const perceptron = (width: number, inner: number): number => dense(width, inner) + dense(inner, width);
