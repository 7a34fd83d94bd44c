/** Which nodes of a diagram stand for a line of the text. */
import type { DiagramNode } from '../messages/diagram.js';

export interface Line {
  readonly uri: string;
  readonly line: number;
}

/** The innermost calls on a line, one for each way in which it is executed: of what a call is put together of, the call. */
export function nodesAt(nodes: readonly DiagramNode[], { uri, line }: Line): readonly DiagramNode[] {
  let [start, end] = [-1, Infinity];
  let found: DiagramNode[] = [];
  const visit = (node: DiagramNode, outer: DiagramNode | undefined): void => {
    const holds = node.uri === uri && node.line <= line && line <= node.endLine;
    if (holds && (node.line > start || (node.line === start && node.endLine <= end))) {
      if (node.line > start || node.endLine < end) found = [];
      [start, end] = [node.line, node.endLine];
      // Its steps stand where it stands.
      if (outer === undefined || !found.includes(outer)) found.push(node);
    }
    const around = holds && found.includes(node) ? node : outer;
    for (const child of node.children) visit(child, around);
  };
  for (const node of nodes) visit(node, undefined);
  // What the last step gives stands where that step stands.
  const steps = found.filter(({ kind }) => kind !== 'output');
  return steps.length > 0 ? steps : found;
}
