/** Windows of poolings, over any number of axes: each as ranges of cells, visited in row-major order. */

/** One axis: the first cell and the one behind the last for each window, and the step between cells of a window. */
export interface PooledAxis {
  readonly size: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly step: number;
}

/** Regular windows; cells of the padding are left out. */
export function regularAxis(
  size: number,
  windows: number,
  { kernel, stride, padding, dilation = 1 }: { kernel: number; stride: number; padding: number; dilation?: number },
): PooledAxis {
  const starts = Array.from({ length: windows }, (_, i) => i * stride - padding);
  return {
    size,
    from: starts.map(start => (start < 0 ? start + Math.ceil(-start / dilation) * dilation : start)),
    to: starts.map(start => Math.min(size, start + (kernel - 1) * dilation + 1)),
    step: dilation,
  };
}

/** Windows that share the cells evenly; neighbours may overlap by one cell. */
export function adaptiveAxis(size: number, windows: number): PooledAxis {
  const bounds = Array.from({ length: windows }, (_, i) => i);
  return {
    size,
    from: bounds.map(i => Math.floor((i * size) / windows)),
    to: bounds.map(i => Math.ceil(((i + 1) * size) / windows)),
    step: 1,
  };
}

export type ThreeAxes = readonly [PooledAxis, PooledAxis, PooledAxis];

/** Missing axes in front have one window of one cell. */
export function threeAxes(axes: readonly PooledAxis[]): ThreeAxes {
  const single: PooledAxis = { size: 1, from: [0], to: [1], step: 1 };
  if (axes.length > 3) throw new RangeError('windows over more than three axes');
  const [a = single, b = single, c = single] = [...axes].reverse();
  return [c, b, a];
}

/** A window: ranges of cells along the three axes. It is one object, changed from window to window. */
export interface Window {
  /** Position among all windows, and along each axis. */
  index: number;
  readonly position: [number, number, number];
}

/** Calls `visit` for each window of a plane in row-major order. */
export function eachWindow([d, h, v]: ThreeAxes, visit: (window: Window) => void): void {
  const window: Window = { index: 0, position: [0, 0, 0] };
  const { position } = window;
  for (position[0] = 0; position[0] < d.from.length; position[0]++)
    for (position[1] = 0; position[1] < h.from.length; position[1]++)
      for (position[2] = 0; position[2] < v.from.length; position[2]++) {
        visit(window);
        window.index++;
      }
}

/** The cells of all windows of a plane, one window behind the other, and where each begins. */
export interface WindowCells {
  readonly cells: Int32Array;
  readonly starts: Int32Array;
}

/** Worked out once for all planes: a table is faster than six loops for each of them. */
export function windowCells(axes: ThreeAxes): WindowCells {
  const [d, h, v] = axes;
  const cells: number[] = [];
  const starts: number[] = [0];
  eachWindow(axes, ({ position: [i, j, k] }) => {
    for (let a = d.from[i]!; a < d.to[i]!; a += d.step)
      for (let b = h.from[j]!; b < h.to[j]!; b += h.step)
        for (let c = v.from[k]!; c < v.to[k]!; c += v.step) cells.push((a * h.size + b) * v.size + c);
    starts.push(cells.length);
  });
  return { cells: Int32Array.from(cells), starts: Int32Array.from(starts) };
}
