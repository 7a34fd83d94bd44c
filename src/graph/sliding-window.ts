/** The window of a layer that slides one over the axes behind the channel, as rules read it. */
import type { Padding } from '../catalogue/layers/layer.js';
import { extents, sidesOf } from '../catalogue/layers/window.js';
import { Dim } from '../shape/dim.js';
import { unreadCells, windowCount, type WindowArguments as WindowAxis } from '../shape/window.js';
import type { Call } from './graph.js';

export interface SlidingWindow {
  readonly kernel: readonly Dim[];
  readonly stride: readonly Dim[];
  /** Cells from the first tap to the last, for each axis. */
  readonly extents: readonly Dim[];
  readonly padding: Padding;
  /** Cells added before and behind each axis. */
  readonly sides: readonly (readonly [Dim, Dim])[];
  /** Size of each axis of the input. */
  readonly axes: readonly Dim[];
  /** Which dimension of the input is the channel. */
  readonly channelAt: number;
  readonly channels: Dim;
  /** Cells at the end of each axis that no window reads; 0 also where it is not known. */
  readonly unread: readonly number[];
}

const isDims = (value: unknown): value is readonly Dim[] =>
  Array.isArray(value) && value.every(item => item instanceof Dim);

/** Equal calls share one `Call`, from one edit to the next too. */
const known = new WeakMap<Call, SlidingWindow | 'unknown'>();

/** Undefined where something of it is unknown. */
export function slidingWindow(call: Call): SlidingWindow | undefined {
  let window = known.get(call);
  if (!window) known.set(call, (window = windowIn(call) ?? 'unknown'));
  return window === 'unknown' ? undefined : window;
}

function windowIn({ layer, args, inputs }: Call): SlidingWindow | undefined {
  const shape = inputs[0]?.shape;
  const { kernel, dilation, axis } = args;
  const padding = 'padding' in layer.parameters ? args['padding'] : 'valid';
  // A pool's missing stride is its kernel.
  const stride = args['stride'] ?? kernel;
  if (!shape || !isDims(kernel) || !isDims(stride) || padding === undefined || isDims(padding)) return undefined;
  const at = typeof axis === 'number' ? (axis < 0 ? axis + shape.length : axis) : 0;
  const channels = shape[at];
  const axes = shape.filter((_, i) => i !== at);
  if (!channels || kernel.length !== axes.length || stride.length !== axes.length) return undefined;
  const a = { kernel, stride, padding: padding as Padding, ...(isDims(dilation) && { dilation }) };
  const [spans, sides] = [extents(a), sidesOf(axes, a)];
  const unread = axes.map((size, i) => {
    const [k, step, side, spread] = [kernel[i], stride[i], sides[i], a.dilation?.[i]];
    if (!k || !step || !side || args['ceil_mode'] === true) return 0;
    return unreadAlong({ size, kernel: k, stride: step, padding: side, dilation: spread ?? 1 });
  });
  return { kernel, stride, padding: a.padding, extents: spans, sides, axes, channelAt: at, channels, unread };
}

/**
 * Cells at the end of an axis that no window reads, beyond the gap that a stride above the window leaves everywhere.
 * Padding that is not read loses nothing.
 */
function unreadAlong(axis: WindowAxis): number {
  const made = windowCount(axis);
  if (made.count.is('>=', 1) !== true) return 0;
  const gap = Dim.of(1)
    .times(axis.stride ?? 1)
    .minus(made.extent)
    .max(0);
  const left = unreadCells(made, axis).minus(gap);
  return left.isConstant && left.value > 0 ? left.value : 0;
}
