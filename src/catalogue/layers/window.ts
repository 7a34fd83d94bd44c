/** Windows that slide over the axes behind the channel: what convolutions and poolings declare about them together. */
import { Dim } from '../../shape/dim.js';
import {
  extentOf,
  isHalfPadding,
  sameWindows,
  windowCount,
  type WindowArguments as WindowAxis,
} from '../../shape/window.js';
import type { Padding, Sides } from '../spatial-parameters.js';
import type { Remedy, Requirement, Truth } from './layer.js';

/** Arguments of a layer with a window; a missing dilation or padding is the neutral one. */
export interface WindowArguments {
  readonly kernel: readonly Dim[];
  readonly stride: readonly Dim[];
  readonly padding: Padding;
  readonly dilation?: readonly Dim[];
}

export interface Spatial {
  readonly axes: readonly Dim[];
  /** The flow. */
  readonly x: { readonly shape: readonly Dim[] };
}

const ZERO = Dim.of(0);
const ONE = Dim.of(1);

/** Cells from the first tap of a window to its last, for each axis. */
export function extents({ kernel, dilation }: Pick<WindowArguments, 'kernel' | 'dilation'>): readonly Dim[] {
  return kernel.map((k, i) => extentOf(k, dilation?.[i]));
}

/** One axis as the shared geometry takes it. */
const along = (i: number, axes: readonly Dim[], { kernel, stride, dilation }: WindowArguments): WindowAxis => ({
  size: axes[i] ?? ONE,
  kernel: kernel[i] ?? ONE,
  stride: stride[i] ?? ONE,
  dilation: dilation?.[i] ?? ONE,
});

/**
 * Cells added before and behind each axis. `same` gives ceil(input / stride) windows, the odd cell at the end (ONNX's
 * SAME_UPPER); `causal` puts all before, so that no window looks ahead.
 */
export function sidesOf(axes: readonly Dim[], a: WindowArguments): Sides {
  const { padding } = a;
  if (typeof padding !== 'string') return padding;
  return extents(a).map((extent, i): readonly [Dim, Dim] => {
    switch (padding) {
      case 'valid':
        return [ZERO, ZERO];
      case 'causal':
        return [extent.minus(1), ZERO];
      case 'same':
        return sameWindows(along(i, axes, a)).padding;
    }
  });
}

/** Number of windows along each axis; with `ceil` a last one may stick out, by PyTorch's rule. */
export function windows(axes: readonly Dim[], a: WindowArguments, ceil = false): readonly Dim[] {
  const sides = sidesOf(axes, a);
  return a.kernel.map((_, i) => {
    const axis = along(i, axes, a);
    if (a.padding === 'same') return sameWindows(axis).count;
    return windowCount({ ...axis, padding: sides[i] ?? [ZERO, ZERO], ceilMode: ceil }).count;
  });
}

/** Whether both sides are surely equal, as PyTorch's own padding has them. */
export const isEven = (sides: Sides): boolean => sides.every(([low, high]) => low.equals(high));

/** Uneven sides in two parts: what an explicit pad adds, and the rest, which is the same before and behind. */
export function unevenPart(sides: Sides): { readonly uneven: Sides; readonly even: Sides } {
  const pairs = sides.map(([low, high]) => {
    const common = low.min(high);
    return { uneven: [low.minus(common), high.minus(common)] as const, even: [common, common] as const };
  });
  return { uneven: pairs.map(p => p.uneven), even: pairs.map(p => p.even) };
}

/** `3x3`, or `3` for one axis. */
export const cross = (sizes: readonly Dim[]): string => sizes.map(String).join('x');

/** As an argument is written: one number where all axes have the same. */
export const perAxisText = (sizes: readonly Dim[]): string =>
  sizes.every(size => size.equals(sizes[0] ?? size)) ? String(sizes[0]) : cross(sizes);

/** True only if it holds for every axis; false as soon as it fails for one. */
export function everyAxis(axes: readonly unknown[], holds: (i: number) => Truth): Truth {
  let all: Truth = true;
  for (let i = 0; i < axes.length; i++) {
    const one = holds(i);
    if (one === false) return false;
    if (one === 'unknown') all = 'unknown';
  }
  return all;
}

const padded = (axes: readonly Dim[], a: WindowArguments): readonly Dim[] =>
  sidesOf(axes, a).map(([low, high], i) => (axes[i] ?? ONE).plus(low).plus(high));

/** The window must fit into the padded input; with `ceil` one window may stick out. */
export function windowFits<A extends WindowArguments>(ceil: (a: A) => boolean = () => false): Requirement<Spatial, A> {
  return {
    at: 'kernel',
    holds: ({ axes }, a) => {
      if (a.padding === 'same') return true;
      const counts = windows(axes, a, ceil(a));
      return everyAxis(axes, i => (counts[i] ?? ONE).is('>=', 1));
    },
    says: ({ axes }, a) => {
      const room = padded(axes, a);
      const spread = (a.dilation ?? []).some(d => !d.equals(1));
      const window = spread
        ? `${cross(a.kernel)} window with dilation ${cross(a.dilation ?? [])} (${cross(extents(a))})`
        : `${cross(a.kernel)} window`;
      const pad = room.some((r, i) => !r.equals(axes[i] ?? ONE)) ? ` padded to ${cross(room)}` : '';
      return `a ${window} does not fit in the ${cross(axes)} input${pad}`;
    },
    small: ({ axes, x }, a) => {
      // With the channel elsewhere the axes are not where the flow has them.
      const inOrder = axes.every((size, i) => size.equals(x.shape[i + 1] ?? ONE));
      const counts = windows(axes, a, ceil(a));
      const axis = counts.findIndex(count => count.is('>=', 1) === false);
      return inOrder && axis >= 0 ? { input: 0, axis: axis + 1 } : undefined;
    },
    instead: ({ axes }, a): readonly Remedy[] => {
      const room = padded(axes, a);
      const largest = a.kernel.map((k, i) => {
        const spread = a.dilation?.[i] ?? ONE;
        return k.min((room[i] ?? ONE).minus(1).floorDiv(spread).plus(1)).max(1);
      });
      return [
        { argument: 'padding', value: 'same' },
        {
          argument: 'kernel',
          value: largest.every(k => k.equals(largest[0] ?? k)) ? String(largest[0]) : cross(largest),
        },
      ];
    },
  };
}

/** A pool's padding may be at most half of its kernel: else a window would see nothing but padding. */
export function paddingWithinHalf<A extends WindowArguments>(): Requirement<Spatial, A> {
  const sides = ({ axes }: Spatial, a: A): Sides => (typeof a.padding === 'string' ? [] : sidesOf(axes, a));
  return {
    at: 'padding',
    holds: (bound, a) => {
      const pairs = sides(bound, a);
      return everyAxis(pairs, i => isHalfPadding(a.kernel[i] ?? ONE, pairs[i] ?? [ZERO, ZERO]));
    },
    says: (bound, a) => {
      const pairs = sides(bound, a).map(([low, high]) => low.max(high));
      return `a padding of ${cross(pairs)} is more than half of the ${cross(a.kernel)} window: at most ${cross(a.kernel.map(k => k.floorDiv(2)))}`;
    },
    instead: (_, a) => [{ argument: 'padding', value: perAxisText(a.kernel.map(k => k.floorDiv(2))) }],
  };
}
