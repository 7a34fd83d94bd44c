/** Walking the tree: the children of a node, all nodes of a kind, the nodes around an offset. */
import type { Node } from '../language/tree.js';

type Fields = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'kind' in value && 'range' in value;

/** In the order of the fields, which is that of the text. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const value of Object.values(node as unknown as Fields)) {
    if (isNode(value)) children.push(value);
    else if (Array.isArray(value))
      for (const item of value as readonly unknown[]) if (isNode(item)) children.push(item);
  }
  return children;
}

/** Visits a node and all below it; `visit` says whether to go on below it. */
export function walk(node: Node, visit: (node: Node) => boolean): void {
  if (!visit(node)) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

/** From the outermost node down to the smallest one that holds the offset or ends there. */
export function pathTo(root: Node, offset: number): readonly Node[] {
  const path: Node[] = [root];
  for (let node: Node | undefined = root; node !== undefined;) {
    const around: readonly Node[] = childrenOf(node).filter(
      ({ kind, range }) => kind !== 'Comment' && kind !== 'Doc' && range.start <= offset && offset <= range.end,
    );
    // Where two touch, what begins at the offset is meant, but a name that ends there rather than empty space.
    node = around.filter(({ range }) => range.start < range.end).at(-1) ?? around.at(-1);
    if (node !== undefined) path.push(node);
  }
  return path;
}
