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
    const kind = kindOf(node);
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    let name = node.name ?? `${kind}_${count}`;
    // A step that was named in a round comes again, and a name may look like a count: neither may hide another call.
    for (let again = 2; this.taken.has(name); again++) name = `${node.name ?? kind}_${again}`;
    this.taken.add(name);
    return name;
  }
}
