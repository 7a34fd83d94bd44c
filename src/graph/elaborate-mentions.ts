/** Which names a piece of the tree mentions, and whether it does what ties a round of `repeat` to its number. */
import type * as tree from '../language/tree.js';

interface Mentions {
  readonly names: ReadonlySet<string>;
  /** Names an indexed point, an output, or shared weights: rounds of such a body are told apart. */
  readonly leavesMarks: boolean;
}

const known = new WeakMap<tree.Body, Mentions>();

export function mentionsOf(body: tree.Body): Mentions {
  let found = known.get(body);
  if (!found) {
    const names = new Set<string>();
    let leavesMarks = false;
    const visit = (x: unknown): void => {
      if (Array.isArray(x)) {
        for (const item of x) visit(item);
        return;
      }
      if (typeof x !== 'object' || x === null) return;
      const node = x as { readonly kind?: string; readonly text?: unknown; readonly indexes?: readonly unknown[] };
      if ((node.kind === 'Name' || node.kind === 'Word') && typeof node.text === 'string') names.add(node.text);
      if (node.kind === 'Output' || node.kind === 'Shared') leavesMarks = true;
      if (node.kind === 'NameTarget' && (node.indexes?.length ?? 0) > 0) leavesMarks = true;
      for (const [key, value] of Object.entries(node)) if (key !== 'range') visit(value);
    };
    visit(body);
    known.set(body, (found = { names, leavesMarks }));
  }
  return found;
}
