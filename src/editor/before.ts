/** The kind of layer that a step ends with: of a block its last one, of a point the one that gave it. */
import type { Block, Body, Link, Network } from '../language/tree.js';
import { groupOf, type Group } from './likely.js';
import { namesAt, type VisibleName } from './names.js';
import { recipeOf, valueOf } from './recipe.js';
import { layerNamed } from './signature.js';
import type { View } from './view.js';

/** `first`: an input, or nothing. */
export type Before = Group | 'first';

/** Blocks that end with blocks are followed so far. */
const deepest = 6;

export function beforeOf(view: View, link: Link | undefined, depth = 0): Before {
  if (link === undefined) return 'first';
  switch (link.kind) {
    case 'Call':
      return ofName(view, link.callee.text, link.range.start, depth);
    case 'Name':
      return ofName(view, link.text, link.range.start, depth);
    case 'Residual':
      return 'join';
    case 'Repeat':
    case 'Frozen':
    case 'Checkpoint':
      return ofBody(view, link.body, depth);
    case 'IfLink':
      return ofBody(view, link.then, depth);
    default:
      return 'other';
  }
}

function ofBody(view: View, { statements }: Body, depth: number): Before {
  const last = statements.filter(({ kind }) => kind === 'Step' || kind === 'Output').at(-1);
  const step = last?.kind === 'Output' ? last.step : last;
  return step?.kind === 'Step' && depth < deepest ? beforeOf(view, step.links.at(-1), depth + 1) : 'other';
}

function ofName(view: View, name: string, offset: number, depth: number): Before {
  if (depth > deepest) return 'other';
  const visible = namesAt(view, offset).find(each => each.name === name);
  if (visible !== undefined) return ofVisible(view, visible, depth);
  const layer = layerNamed(name);
  return layer === undefined ? 'other' : groupOf(layer);
}

function ofVisible(view: View, name: VisibleName, depth: number): Before {
  const { definition, source, symbol } = name;
  if (definition?.kind === 'Block' || definition?.kind === 'Network') {
    const there = source === view.source ? view : { ...view, uri: source.uri, text: source.text, source };
    return ofDefinition(there, definition, depth);
  }
  const node = symbol?.node;
  if (node?.kind === 'Input') return 'first';
  if (node?.kind === 'Step') return beforeOf(view, node.links.at(-1), depth + 1);
  if (node?.kind === 'Shared') return node.value.kind === 'Call' ? beforeOf(view, node.value, depth + 1) : 'other';
  const value = valueOf(name);
  const callee = value && recipeOf(value);
  return value === undefined || callee === undefined ? 'other' : ofName(view, callee, value.range.start, depth + 1);
}

const ofDefinition = (view: View, { body }: Block | Network, depth: number): Before => ofBody(view, body, depth + 1);
