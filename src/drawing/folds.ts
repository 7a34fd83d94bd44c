/** Which groups of a diagram are open: as a network begins, what was said of all, and what was said of one. */
import type { DiagramNode, Folds } from '../messages/diagram.js';

/** A network with more layers begins with its groups closed. */
const mostLayersOpen = 60;
/** So many of a person's choices are kept; the oldest go first. */
const mostKept = 300;

export const untouched: Folds = { opened: [], closed: [] };

export const isGroup = ({ children }: DiagramNode): boolean => children.length > 0;

const layersIn = (nodes: readonly DiagramNode[]): number =>
  nodes.reduce((sum, node) => sum + (isGroup(node) ? layersIn(node.children) : 1), 0);

/** Whether a group is wanted open. */
export function wantedOpen(nodes: readonly DiagramNode[], { all, opened, closed }: Folds): (id: string) => boolean {
  const otherwise = all ?? layersIn(nodes) <= mostLayersOpen;
  const [open, shut] = [new Set(opened), new Set(closed)];
  return id => open.has(id) || (otherwise && !shut.has(id));
}

const kept = (ids: readonly string[]): string[] => ids.slice(-mostKept);

/** With this group open or closed. */
export function folded(folds: Folds, id: string, open: boolean): Folds {
  const others = (ids: readonly string[]): readonly string[] => ids.filter(one => one !== id);
  const [opened, closed] = [others(folds.opened), others(folds.closed)];
  return {
    ...folds,
    opened: kept(open ? [...opened, id] : opened),
    closed: kept(open ? closed : [...closed, id]),
  };
}

/** All groups open or all closed. */
export const foldedAll = (open: boolean): Folds => ({ all: open, opened: [], closed: [] });

/** So many levels of groups open. */
export function foldedTo(nodes: readonly DiagramNode[], levels: number): Folds {
  const within = (inner: readonly DiagramNode[], left: number): string[] =>
    left <= 0 ? [] : inner.filter(isGroup).flatMap(({ id, children }) => [id, ...within(children, left - 1)]);
  return { all: false, opened: within(nodes, levels), closed: [] };
}

/** The groups around a node, outer ones first. */
export function around(nodes: readonly DiagramNode[], id: string): readonly string[] | undefined {
  for (const node of nodes) {
    if (node.id === id) return [];
    const inner = around(node.children, id);
    if (inner !== undefined) return [node.id, ...inner];
  }
  return undefined;
}

/** With all groups open that hide a node. */
export function foldedToShow(nodes: readonly DiagramNode[], folds: Folds, id: string): Folds {
  return (around(nodes, id) ?? []).reduce((now, group) => folded(now, group, true), folds);
}
