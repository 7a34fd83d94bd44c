/** Steps of a diagram by what stands in them, also in groups that are closed. */
import type { DiagramNode } from '../messages/diagram.js';

/** All words must be there, in any order; in the order of the text. */
export function found(nodes: readonly DiagramNode[], wanted: string): readonly string[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const ids: string[] = [];
  const visit = (node: DiagramNode): void => {
    const text = [node.label, node.detail, node.shape, node.parameters].join(' ').toLowerCase();
    if (words.every(word => text.includes(word))) ids.push(node.id);
    node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return ids;
}
