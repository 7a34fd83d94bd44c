/** What poolings share: a stride that is the window's size if not given, and PyTorch's way to write uneven sides. */
import type { Dim } from '../../shape/dim.js';
import type { Padding } from '../spatial-parameters.js';
import { torchSides } from './conv-padding.js';
import type { Requirement } from './layer.js';
import { isEven, sidesOf, type Spatial, type WindowArguments } from './window.js';

export interface PoolArguments {
  readonly kernel: readonly Dim[];
  readonly stride: readonly Dim[] | undefined;
  readonly padding: Padding;
  readonly dilation?: readonly Dim[];
  readonly ceil_mode: boolean;
}

type Filled<A extends PoolArguments> = A & { readonly stride: readonly Dim[] };

/** A rule about windows, for arguments whose stride may be left out. */
export function poolWindow<A extends PoolArguments>(
  rule: Requirement<Spatial, WindowArguments & { readonly ceil_mode: boolean }>,
): Requirement<Spatial, A> {
  const filled = (a: A): Filled<A> => ({ ...a, stride: a.stride ?? a.kernel });
  return {
    ...(rule.at !== undefined && { at: rule.at }),
    holds: (bound, a) => rule.holds(bound, filled(a)),
    says: (bound, a) => rule.says(bound, filled(a)),
    instead: (bound, a) => rule.instead?.(bound, filled(a)) ?? [],
    small: (bound, a) => rule.small?.(bound, filled(a)),
  };
}

/** The pool with its padding, behind an explicit pad where the sides are uneven. */
export function poolSpelledSides(
  axes: readonly Dim[],
  a: WindowArguments,
  cells: string,
  pool: (padding: readonly Dim[] | undefined) => string,
): string {
  const sides = sidesOf(axes, a);
  if (isEven(sides)) return pool(sides.map(([low]) => low));
  const pad = `nn.ConstantPad${String(axes.length)}d((${torchSides(sides).map(String).join(', ')}), ${cells})`;
  return `nn.Sequential(${pad}, ${pool(undefined)})`;
}
