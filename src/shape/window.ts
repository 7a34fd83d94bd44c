/** The geometry that convolution, pooling, unfolding and transposed convolution share, along one axis. */
import { Dim, type DimLike } from './dim.js';

export interface WindowArguments {
  readonly size: Dim;
  readonly kernel: DimLike;
  readonly stride?: DimLike;
  /** Cells added before the first and after the last one. */
  readonly padding?: readonly [DimLike, DimLike];
  readonly dilation?: DimLike;
  /** Whether a last window may reach beyond the padding; one that would start behind the input never counts. */
  readonly ceilMode?: boolean;
}

export interface TransposedArguments extends Omit<WindowArguments, 'ceilMode'> {
  /** Cells added at the end of the result only. */
  readonly outputPadding?: DimLike;
}

/** Why there is no window. */
export interface WindowProblem {
  readonly kind: 'window-too-large' | 'result-empty' | 'not-positive' | 'negative-padding' | 'output-padding-too-large';
  readonly message: string;
}

export interface Windows {
  /** How many windows there are. Where `problem` is set it is what the rule gives, and may be 0 or less. */
  readonly count: Dim;
  /** The padding of both sides, `same` resolved. */
  readonly padding: readonly [Dim, Dim];
  /** Cells from a window's first to its last: dilation * (kernel - 1) + 1. */
  readonly extent: Dim;
  readonly problem: WindowProblem | undefined;
}

const lift = (o: DimLike): Dim => (typeof o === 'number' ? Dim.of(o) : o);

/** The smallest size that has a window. */
export function leastSize({ extent, padding: [low, high] }: Windows, given: WindowArguments): Dim {
  const least = extent.minus(low).minus(high);
  return (given.ceilMode ? least.minus(lift(given.stride ?? 1)).plus(1) : least).max(1);
}

/** Cells at the end of the input that no window reaches. */
export function unreadCells({ count, extent, padding: [low], problem }: Windows, given: WindowArguments): Dim {
  const reach = count
    .minus(1)
    .times(given.stride ?? 1)
    .plus(extent);
  return problem ? Dim.of(0) : given.size.plus(low).minus(reach).max(0);
}

/** The cells that a kernel spans with its gaps. */
export function extentOf(kernel: DimLike, dilation: DimLike = 1): Dim {
  return lift(kernel).minus(1).times(dilation).plus(1);
}

export function windowCount(given: WindowArguments): Windows {
  const { size, ceilMode = false } = given;
  const stride = lift(given.stride ?? 1);
  const [low, high] = (given.padding ?? [0, 0]).map(lift) as [Dim, Dim];
  const extent = extentOf(given.kernel, given.dilation);
  const padded = size.plus(low).plus(high);
  const wrong = wrongArgument(given, [low, high]);
  if (wrong) return { count: Dim.of(0), padding: [low, high], extent, problem: wrong };
  let count = padded.minus(extent).floorDiv(stride).plus(1);
  if (ceilMode) {
    // PyTorch drops a last window that would start in the padding on the right: all must start before low + size.
    count = padded.minus(extent).ceilDiv(stride).plus(1).min(size.plus(low).ceilDiv(stride));
  }
  const problem = count.is('<', 1) === true ? tooLarge(given, extent, padded) : undefined;
  return { count, padding: [low, high], extent, problem };
}

/** Padding such that there are ceil(size / stride) windows; an odd cell goes to the end. */
export function sameWindows(given: Omit<WindowArguments, 'padding' | 'ceilMode'>): Windows {
  const stride = lift(given.stride ?? 1);
  const extent = extentOf(given.kernel, given.dilation);
  const wrong = wrongArgument(given, []);
  if (wrong) return { count: Dim.of(0), padding: [Dim.of(0), Dim.of(0)], extent, problem: wrong };
  const count = given.size.ceilDiv(stride);
  const total = count.minus(1).times(stride).plus(extent).minus(given.size).max(0);
  const low = total.floorDiv(2);
  return { count, padding: [low, total.minus(low)], extent, problem: undefined };
}

export interface Transposed {
  readonly count: Dim;
  readonly extent: Dim;
  readonly problem: WindowProblem | undefined;
}

/** The size that a transposed convolution makes: each cell writes a window, `stride` from the one before. */
export function transposedCount(given: TransposedArguments): Transposed {
  const stride = lift(given.stride ?? 1);
  const dilation = lift(given.dilation ?? 1);
  const [low, high] = (given.padding ?? [0, 0]).map(lift) as [Dim, Dim];
  const extra = lift(given.outputPadding ?? 0);
  const extent = extentOf(given.kernel, dilation);
  const count = given.size.minus(1).times(stride).minus(low).minus(high).plus(extent).plus(extra);
  return { count, extent, problem: wrongArgument(given, [low, high, extra]) ?? transposedProblem() };

  function transposedProblem(): WindowProblem | undefined {
    if (extra.is('>=', stride.max(dilation)) === true) {
      const message = `output padding ${extra.toString()} must be smaller than stride ${stride.toString()} or dilation ${dilation.toString()}`;
      return { kind: 'output-padding-too-large', message };
    }
    if (count.is('<', 1) !== true) return undefined;
    const sides = `${low.toString()} + ${high.toString()}`;
    return {
      kind: 'result-empty',
      message: `padding ${sides} takes away all of the result (${count.toString()} cells would be left)`,
    };
  }
}

/** Whether each side's padding is at most half of the kernel, as PyTorch's pooling demands whatever the dilation. */
export function isHalfPadding(kernel: DimLike, padding: readonly [DimLike, DimLike]): ReturnType<Dim['is']> {
  const sides = padding.map(p => lift(p).times(2).is('<=', kernel));
  return sides.includes(false) ? false : sides.includes('unknown') ? 'unknown' : true;
}

function wrongArgument(given: WindowArguments, padding: readonly Dim[]): WindowProblem | undefined {
  const positive = [
    ['kernel', given.kernel],
    ['stride', given.stride ?? 1],
    ['dilation', given.dilation ?? 1],
  ] as const;
  for (const [name, value] of positive) {
    if (lift(value).is('<', 1) === true) {
      return { kind: 'not-positive', message: `${name} must be at least 1, not ${lift(value).toString()}` };
    }
  }
  const negative = padding.find(p => p.is('<', 0) === true);
  return negative && { kind: 'negative-padding', message: `padding must not be negative (${negative.toString()})` };
}

function tooLarge(given: WindowArguments, extent: Dim, padded: Dim): WindowProblem {
  const span = extent.equals(given.kernel)
    ? `a window of ${extent.toString()}`
    : `a window of ${lift(given.kernel).toString()} that spans ${extent.toString()} with its dilation`;
  const room = padded.equals(given.size)
    ? given.size.toString()
    : `${given.size.toString()} (${padded.toString()} with its padding)`;
  return { kind: 'window-too-large', message: `${span} does not fit in ${room}` };
}
