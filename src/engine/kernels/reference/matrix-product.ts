/** A product of two matrices with any strides, in blocks of two rows and four columns whose sums stay in registers. */
import type { Numbers } from './tensors.js';

export interface MatrixAt<D = Float64Array> {
  readonly data: D;
  readonly offset: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** Operands as doubles: a loop that meets one kind of array alone is several times as fast, and sums lose no digits. */
export const doublesOf = (data: Numbers): Float64Array =>
  data instanceof Float64Array ? data : Float64Array.from(data);

/** c_MN = a_MK b_KN, sizes in the order M, N, K. */
export function multiplyMatrices(
  c: MatrixAt<Numbers>,
  a: MatrixAt,
  b: MatrixAt,
  [rows, columns, depth]: readonly [number, number, number],
): void {
  const [out, left, right] = [c.data, a.data, b.data];
  const [aStep, bStep] = [a.columnStep, b.rowStep];
  for (let i = 0; i < rows; i += 2) {
    // An odd last row or column is worked out again: cheaper than loops of their own.
    const other = Math.min(i + 1, rows - 1);
    for (let j = 0; j < columns; j += 4) {
      const j1 = Math.min(j + 1, columns - 1);
      const j2 = Math.min(j + 2, columns - 1);
      const j3 = Math.min(j + 3, columns - 1);
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      let a0 = a.offset + i * a.rowStep;
      let a1 = a.offset + other * a.rowStep;
      let b0 = b.offset + j * b.columnStep;
      let b1 = b.offset + j1 * b.columnStep;
      let b2 = b.offset + j2 * b.columnStep;
      let b3 = b.offset + j3 * b.columnStep;
      for (let k = 0; k < depth; k++) {
        const x = left[a0]!;
        const y = left[a1]!;
        const p = right[b0]!;
        const q = right[b1]!;
        const r = right[b2]!;
        const s = right[b3]!;
        s00 += x * p;
        s01 += x * q;
        s02 += x * r;
        s03 += x * s;
        s10 += y * p;
        s11 += y * q;
        s12 += y * r;
        s13 += y * s;
        a0 += aStep;
        a1 += aStep;
        b0 += bStep;
        b1 += bStep;
        b2 += bStep;
        b3 += bStep;
      }
      const first = c.offset + i * c.rowStep;
      const second = c.offset + other * c.rowStep;
      const { columnStep } = c;
      out[first + j * columnStep] = s00;
      out[first + j1 * columnStep] = s01;
      out[first + j2 * columnStep] = s02;
      out[first + j3 * columnStep] = s03;
      out[second + j * columnStep] = s10;
      out[second + j1 * columnStep] = s11;
      out[second + j2 * columnStep] = s12;
      out[second + j3 * columnStep] = s13;
    }
  }
}
