/** Where a dimension comes from: the layer that set it, and the layers on its way that left cells unread. */
import type { Dim } from '../shape/dim.js';
import type { BodyNode, LayerNode, Place, Value } from './graph.js';
import { slidingWindow } from './sliding-window.js';

export interface Step {
  readonly node: LayerNode;
  readonly from: Dim;
  readonly to: Dim;
  /** Cells at the end of the (padded) input that no window reads; 0 where none or not known. */
  readonly unread: number;
}

export interface Origin {
  /** The layer whose rule gave the dimension its size; undefined: an input of the network. */
  readonly node: LayerNode | undefined;
  readonly place: Place | undefined;
  /** Layers that changed the size along the same axis, from the last to the first. */
  readonly steps: readonly Step[];
}

/** Values that a body's inputs have where it is called; undefined at the network itself. */
export type Outside = (input: Value) => Value | undefined;

/** Steps that are followed back: a longer chain is cut, which only shortens a message. */
const MAX_STEPS = 10_000;

/** Follows dimension `axis` of a value back to where it was set. */
export function originOf(value: Value, axis: number, outside: Outside): Origin {
  const steps: Step[] = [];
  const stack: BodyNode[] = [];
  let at: Value | undefined = value;
  let set: LayerNode | undefined;
  let place: Place | undefined;
  for (let n = 0; at && n < MAX_STEPS; n++) {
    const { node, index }: Value = at;
    if (node?.kind === 'body') {
      stack.push(node);
      at = index === 0 ? node.body.result : node.body.outputs[index - 1]?.value;
      continue;
    }
    if (!node) {
      const around: BodyNode | undefined = stack.pop();
      if (!around) place = at.body.inputs[index]?.place;
      at = around ? around.inputs[index] : outside(at);
      continue;
    }
    const size: Dim | undefined = at.type?.shape[axis];
    const before: Value | undefined = node.inputs[0];
    const from: Dim | undefined = before?.type?.shape[axis];
    const sameRank: boolean = before?.type?.shape.length === at.type?.shape.length;
    if (size && from && sameRank && size.equals(from)) {
      at = before;
      continue;
    }
    set ??= node;
    if (!size || !from || !sameRank || node.call.layer.input === 'joined') break;
    steps.push({ node, from, to: size, unread: unreadCells(node, axis) });
    at = before;
  }
  return { node: set, place: set?.place ?? place, steps };
}

/** Cells of a dimension that a sliding window leaves at the end. */
function unreadCells({ call }: LayerNode, axis: number): number {
  const window = call.layer.traits?.includes('slides') === true ? slidingWindow(call) : undefined;
  if (!window || axis === window.channelAt) return 0;
  return window.unread[axis < window.channelAt ? axis : axis - 1] ?? 0;
}
