/** What each dimension of a tensor stands for, as far as the layers before it tell. */
import type { LintNode } from './lint.js';
import { arrangedBy } from './through.js';

export type Role = 'channel' | 'position' | 'feature';
export type Roles = readonly (Role | undefined)[];

export interface Arrangement {
  readonly roles: Roles;
  /** The layer that arranged it so. */
  readonly by: LintNode;
}

/** Undefined where nothing is known: behind an input of the network, a reshape. */
export function arrangementOf(node: LintNode | undefined, depth = 0): Arrangement | undefined {
  const by = depth < 20 ? arrangedBy(node) : undefined;
  const rank = by?.output?.shape.length;
  if (!by || rank === undefined) return undefined;
  const roles = rolesBy(by, rank, depth);
  return roles && { roles, by };
}

function rolesBy(by: LintNode, rank: number, depth: number): Roles | undefined {
  const before = (): Roles | undefined => arrangementOf(by.producers[0], depth + 1)?.roles;
  if (by.has('permutes')) return permuted(by, before());
  if (by.has('flattens')) return flattened(by, before());
  if (by.has('views')) return undefined;
  if (by.has('global')) return ['channel'];
  if (by.has('channel-first'))
    return by.inputs[0]?.shape.length === rank ? around(rank, by.arg('axis'), 'channel') : undefined;
  if (by.has('feature-last')) return rank < 2 ? ['feature'] : around(rank, rank - 1, 'feature');
  if (by.has('embeds')) return by.node.call.layer.integers === true ? around(rank, rank - 1, 'feature') : before();
  if (by.has('joins')) return before();
  return undefined;
}

function around(rank: number, axis: unknown, role: Role): Roles | undefined {
  if (typeof axis !== 'number') return undefined;
  const at = axis < 0 ? axis + rank : axis;
  return Array.from({ length: rank }, (_, i) => (i === at ? role : 'position'));
}

function permuted(by: LintNode, roles: Roles | undefined): Roles | undefined {
  if (!roles) return undefined;
  const order = by.arg('order') as readonly number[] | undefined;
  if (!order) return [...roles.slice(0, -2), ...roles.slice(-2).reverse()];
  return order.map(i => roles.at(i));
}

function flattened(by: LintNode, roles: Roles | undefined): Roles | undefined {
  const [from, to] = [by.arg('from'), by.arg('to')].map(at => (typeof at === 'number' ? at : 0));
  if (!roles || from === undefined || to === undefined) return undefined;
  const [low, high] = [from < 0 ? from + roles.length : from, to < 0 ? to + roles.length : to];
  const laid = new Set(roles.slice(low, high + 1));
  const [only] = laid;
  return [...roles.slice(0, low), laid.size === 1 ? only : undefined, ...roles.slice(high + 1)];
}
