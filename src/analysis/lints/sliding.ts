/** The window of a layer that slides one over the axes behind the channel, as rules read it. */
import type { Padding } from '../../catalogue/layers/layer.js';
import { extents, sidesOf } from '../../catalogue/layers/window.js';
import type { Call } from '../../graph/graph.js';
import { Dim } from '../../shape/dim.js';
import type { LintNode } from './lint.js';

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
  readonly channels: Dim;
}

const isDims = (value: unknown): value is readonly Dim[] =>
  Array.isArray(value) && value.every(item => item instanceof Dim);

/** Equal calls share one `Call`, from one edit to the next too. */
const known = new WeakMap<Call, SlidingWindow | 'unknown'>();

/** Undefined where something of it is unknown. */
export function windowOf(node: LintNode): SlidingWindow | undefined {
  const { call } = node.node;
  let window = known.get(call);
  if (!window) known.set(call, (window = windowIn(node) ?? 'unknown'));
  return window === 'unknown' ? undefined : window;
}

function windowIn(node: LintNode): SlidingWindow | undefined {
  const shape = node.inputs[0]?.shape;
  const [kernel, padding, dilation] = [node.arg('kernel'), node.arg('padding'), node.arg('dilation')];
  const stride = node.arg('stride') ?? kernel;
  if (!shape || !isDims(kernel) || !isDims(stride) || padding === undefined) return undefined;
  const axis = node.arg('axis');
  const at = typeof axis === 'number' ? (axis < 0 ? axis + shape.length : axis) : 0;
  const channels = shape[at];
  const axes = shape.filter((_, i) => i !== at);
  if (!channels || kernel.length !== axes.length || stride.length !== axes.length) return undefined;
  const a = { kernel, stride, padding: padding as Padding, ...(isDims(dilation) && { dilation }) };
  return { kernel, stride, padding: a.padding, extents: extents(a), sides: sidesOf(axes, a), axes, channels };
}

/** Whether all sizes are surely this number. */
export const all = (sizes: readonly Dim[], n: number): boolean => sizes.every(size => size.equals(n));
