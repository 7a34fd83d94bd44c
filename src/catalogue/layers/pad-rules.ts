/** What cells added around an input may hold, how far they may reach, and the operations that add them. */
import { Dim } from '../../shape/dim.js';
import type { Padding, Sides } from '../spatial-parameters.js';
import type { Builder, Requirement, Value } from './layer.js';
import { everyAxis, sidesOf, type Spatial, type WindowArguments } from './window.js';

export type PadMode = 'reflect' | 'replicate' | 'circular';

/** Cells that a side may add at most: a mirror needs one cell more than it shows, a circle goes around once. */
export function reach(size: Dim, mode: PadMode): Dim | undefined {
  switch (mode) {
    case 'reflect':
      return size.minus(1);
    case 'circular':
      return size;
    case 'replicate':
      return undefined;
  }
}

/** For convolutions: the mirror or circle must have enough cells to show. */
export function paddingSource<A extends WindowArguments & { readonly padding: Padding }>(
  modeOf: (a: A) => PadMode | undefined,
): Requirement<Spatial, A> {
  const limits = ({ axes }: Spatial, a: A): readonly (Dim | undefined)[] => {
    const mode = modeOf(a);
    return mode === undefined ? [] : axes.map(size => reach(size, mode));
  };
  return {
    at: 'padding',
    holds: (bound, a) => {
      const sides = sidesOf(bound.axes, a);
      const most = limits(bound, a);
      return everyAxis(most, i => {
        const [low, high] = sides[i] ?? [Dim.of(0), Dim.of(0)];
        const limit = most[i];
        return limit === undefined ? true : low.max(high).is('<=', limit);
      });
    },
    says: (bound, a) => {
      const most = limits(bound, a).map(String);
      return `\`${modeOf(a) ?? ''}\` padding of a ${bound.axes.map(String).join('x')} input can add at most ${most.join('x')} cells on a side`;
    },
  };
}

const NONE = [Dim.of(0), Dim.of(0)] as const;

/** Cuts where a side is negative, and pads where it is not. */
export function padded(
  op: Builder,
  x: Value,
  all: Sides,
  mode: 'zeros' | 'reflect' | 'replicate' | 'circular',
  value: number,
): Value {
  let y = x;
  all.forEach(([low, high], i) => {
    const cut = [low, high].map(d => d.min(0).negate()) as [Dim, Dim];
    if (cut[0].equals(0) && cut[1].equals(0)) return;
    const size = y.type.shape[i + 1] ?? Dim.of(1);
    y = op.slice(y, { axis: i + 1, from: cut[0], to: size.minus(cut[1]), step: Dim.of(1) });
  });
  const added = all.map(([low, high]) => [low.max(0), high.max(0)] as const);
  if (added.every(([low, high]) => low.equals(0) && high.equals(0))) return y;
  return op.pad(y, { amounts: [NONE, ...added], mode, value });
}
