/** Fits the shape that flows in to the pattern that a layer declares. */
import type { Bound, Pattern } from '../catalogue/layers/layer.js';
import type { TensorType } from '../catalogue/tensor.js';
import type { Dim } from '../shape/dim.js';
import { formatShape } from '../shape/shape.js';

const AXES = ['H', 'W'];

/** All shapes that a pattern allows, as a person writes them: `[C, T], [C, H, W] or [C, D, H, W]`. */
export function patternWords(pattern: Pattern): string {
  const spatial = pattern.find(item => typeof item !== 'string');
  if (!spatial || typeof spatial === 'string') return `[${pattern.map(String).join(', ')}]`;
  const [min, max] = spatial.axes;
  const forms: string[] = [];
  for (let n = min; n <= max; n++) {
    const axes =
      n === 1
        ? ['T']
        : n === 2
          ? AXES
          : n === 3
            ? ['D', ...AXES]
            : Array.from({ length: n }, (_, i) => `D${String(i + 1)}`);
    forms.push(`[${pattern.flatMap(item => (typeof item === 'string' ? [item] : axes)).join(', ')}]`);
  }
  const last = forms.pop() ?? '[]';
  return forms.length === 0 ? last : `${forms.join(', ')} or ${last}`;
}

export interface Fit {
  readonly dims: { readonly [name: string]: Dim };
  readonly axes: readonly Dim[];
  readonly rest: readonly Dim[];
}

export function fitPattern(pattern: Pattern, shape: readonly Dim[]): Fit | undefined {
  const dims: { [name: string]: Dim } = {};
  const open = pattern.findIndex(item => item === '...' || typeof item !== 'string');
  const fixed = pattern.length - (open < 0 ? 0 : 1);
  if (open < 0 ? shape.length !== fixed : shape.length < fixed) return undefined;
  const middle = shape.length - fixed;
  const spatial = open < 0 ? undefined : pattern[open];
  if (spatial !== undefined && typeof spatial !== 'string') {
    const [min, max] = spatial.axes;
    if (middle < min || middle > max) return undefined;
  }
  let at = 0;
  let axes: readonly Dim[] = [];
  let rest: readonly Dim[] = [];
  for (const [i, item] of pattern.entries()) {
    if (i === open) {
      const taken = shape.slice(at, at + middle);
      if (item === '...') rest = taken;
      else axes = taken;
      at += middle;
    } else {
      const dim = shape[at++];
      if (dim && typeof item === 'string') dims[item] = dim;
    }
  }
  return { dims, axes, rest };
}

/** What the rules of a layer see of its inputs, or why the flow does not fit. */
export function bind(
  pattern: Pattern | 'none' | 'joined',
  all: readonly TensorType[],
  points: { readonly [name: string]: TensorType | undefined },
): { readonly bound: Bound } | { readonly error: string } {
  const x = all[0] ?? NOTHING;
  if (typeof pattern === 'string') return { bound: makeBound({ dims: {}, axes: [], rest: [] }, x, all, points) };
  const fit = fitPattern(pattern, x.shape);
  if (!fit) return { error: `needs ${patternWords(pattern)}, but ${formatShape(x.shape)} flows in` };
  return { bound: makeBound(fit, x, all, points) };
}

const NOTHING: TensorType = { shape: [], dtype: 'float', batched: false };

function makeBound(
  fit: Fit,
  x: TensorType,
  all: readonly TensorType[],
  points: { readonly [name: string]: TensorType | undefined },
): Bound {
  return { ...fit.dims, axes: fit.axes, rest: fit.rest, x, all, points } as Bound;
}
