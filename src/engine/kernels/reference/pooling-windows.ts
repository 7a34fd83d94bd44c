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

/** Calls `cell` for each cell of each window of one plane, and `done` after the last cell of a window. */
export function eachWindow(
  axes: readonly PooledAxis[],
  cell: (window: number, cell: number) => void,
  done?: (window: number, position: readonly number[]) => void,
): void {
  const position = new Array<number>(axes.length).fill(0);
  let window = 0;
  const over = (i: number): void => {
    const axis = axes[i];
    if (!axis) {
      visitCells(axes, position, 0, 0, window, cell);
      done?.(window, position);
      window++;
      return;
    }
    for (let p = 0; p < axis.from.length; p++) {
      position[i] = p;
      over(i + 1);
    }
  };
  over(0);
}

function visitCells(
  axes: readonly PooledAxis[],
  position: readonly number[],
  i: number,
  base: number,
  window: number,
  cell: (window: number, cell: number) => void,
): void {
  const axis = axes[i];
  if (!axis) {
    cell(window, base);
    return;
  }
  const [from, to] = [axis.from[position[i]!]!, axis.to[position[i]!]!];
  for (let at = from; at < to; at += axis.step) visitCells(axes, position, i + 1, base * axis.size + at, window, cell);
}
