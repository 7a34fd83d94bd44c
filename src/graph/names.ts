/** Names of steps in paths: `conv_2`, or the name that a step was given; unique among the calls of one block. */
import type { Node } from './graph.js';

/** What a call calls: the layer's name or the block's. */
export function kindOf(node: Node): string {
  return node.kind === 'layer' ? node.call.layer.name : node.body.name;
}

/** Gives each executed call of one block its part of a path, in order; the rounds of a `repeat` go on counting. */
export class StepNames {
  private readonly counts = new Map<string, number>();
  private readonly taken = new Set<string>();

  next(node: Node): string {
    const kind = node.name ?? kindOf(node);
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    const first = node.name ?? `${kind}_1`;
    let name = count === 1 ? first : `${kind}_${count}`;
    // A step may be named like a count: neither may hide another call.
    for (let again = count + 1; this.taken.has(name); again++) name = `${kind}_${again}`;
    this.taken.add(name);
    return name;
  }
}
