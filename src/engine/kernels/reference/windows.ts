/** Which cells meet in a window, along one axis: an arithmetic progression of taps and of cells for each position. */

export interface AxisGeometry {
  /** Cells of the tensor that windows slide over. */
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  /** Cells in front. */
  readonly padding: number;
  readonly dilation: number;
  /** Number of windows. */
  readonly windows: number;
}

/** For position p: taps `tap[p] + q tapStep` meet cells `cell[p] + q cellStep`, q from 0 to `count[p]` - 1. */
export interface Meetings {
  readonly positions: number;
  readonly count: Int32Array;
  readonly tap: Int32Array;
  readonly cell: Int32Array;
  readonly tapStep: number;
  readonly cellStep: number;
}

/** For each window, the cells of the input under its taps; taps over the padding are left out. */
export function cellsOfWindows({ size, kernel, stride, padding, dilation, windows }: AxisGeometry): Meetings {
  const [count, tap, cell] = [new Int32Array(windows), new Int32Array(windows), new Int32Array(windows)];
  for (let window = 0; window < windows; window++) {
    const start = window * stride - padding;
    const first = start < 0 ? Math.ceil(-start / dilation) : 0;
    const behind = Math.min(kernel, Math.floor((size - 1 - start) / dilation) + 1);
    count[window] = Math.max(0, behind - first);
    tap[window] = first;
    cell[window] = start + first * dilation;
  }
  return { positions: windows, count, tap, cell, tapStep: 1, cellStep: dilation };
}

/** One axis as three: missing ones in front have one cell and one window. */
export function asThree(axes: readonly AxisGeometry[]): readonly [AxisGeometry, AxisGeometry, AxisGeometry] {
  const single: AxisGeometry = { size: 1, kernel: 1, stride: 1, padding: 0, dilation: 1, windows: 1 };
  if (axes.length > 3) throw new RangeError('windows over more than three axes');
  const [a = single, b = single, c = single] = [...axes].reverse();
  return [c, b, a];
}
