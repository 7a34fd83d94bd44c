/** Finds the nodes of bodies by their place in the text. */
import type { Body, Node } from '../graph/graph.js';
import type { Figures } from './figures.js';

/** A node where it stands: of which body, and which of its nodes. */
export interface Located {
  readonly node: Node;
  readonly body: Body;
  readonly figures: Figures;
  readonly index: number;
}

/** The nodes of one body that stand in one file, in the order of the text. */
interface Stretch {
  readonly body: Body;
  readonly figures: Figures;
  /** Which nodes; undefined where all of them stand there as they were walked, which is the rule. */
  readonly order: readonly number[] | undefined;
}

export class NodeIndex {
  private readonly files = new Map<string, Stretch[]>();
  private readonly seen = new Set<Body>();

  constructor(roots: readonly { readonly body: Body; readonly figures: Figures }[]) {
    for (const { body, figures } of roots) this.visit(body, figures);
  }

  /** Those that begin within the range, both ends included, in the order of the text. */
  within(uri: string, { start, end }: { readonly start: number; readonly end: number }): readonly Located[] {
    const found: Located[] = [];
    for (const { body, figures, order } of this.files.get(uri) ?? []) {
      const count = order?.length ?? body.nodes.length;
      for (let i = firstFrom(body, order, count, start); i < count; i++) {
        const index = order ? (order[i] ?? 0) : i;
        const node = body.nodes[index];
        if (!node || node.place.range.start > end) break;
        found.push({ node, body, figures, index });
      }
    }
    return found.sort((a, b) => a.node.place.range.start - b.node.place.range.start);
  }

  private visit(body: Body, figures: Figures): void {
    if (this.seen.has(body)) return;
    this.seen.add(body);
    // What a layer is put together of stands at the layer's own call, which is the one that is asked for there.
    if (body.kind !== 'layer') this.add(body, figures);
    for (const node of body.nodes) if (node.kind === 'body') this.visit(node.body, figures);
  }

  private add(body: Body, figures: Figures): void {
    const [first] = body.nodes;
    if (!first) return;
    if (isInOrder(body, first.place.uri)) return this.put(first.place.uri, { body, figures, order: undefined });
    const byFile = new Map<string, number[]>();
    for (const [index, { place }] of body.nodes.entries()) {
      const indexes = byFile.get(place.uri);
      if (indexes) indexes.push(index);
      else byFile.set(place.uri, [index]);
    }
    for (const [uri, order] of byFile) {
      order.sort((a, b) => startOf(body, a) - startOf(body, b));
      this.put(uri, { body, figures, order });
    }
  }

  private put(uri: string, stretch: Stretch): void {
    const known = this.files.get(uri);
    if (known) known.push(stretch);
    else this.files.set(uri, [stretch]);
  }
}

const startOf = (body: Body, index: number): number => body.nodes[index]?.place.range.start ?? 0;

function isInOrder({ nodes }: Body, uri: string): boolean {
  let before = -1;
  for (const { place } of nodes) {
    if (place.uri !== uri || place.range.start < before) return false;
    before = place.range.start;
  }
  return true;
}

function firstFrom(body: Body, order: readonly number[] | undefined, count: number, start: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(body, order ? (order[middle] ?? 0) : middle) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
