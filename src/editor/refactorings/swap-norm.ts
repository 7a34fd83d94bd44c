/** Swap a norm: another normalization that fits what flows in, here or wherever the same one stands in the file. */
import type { TextEdit } from '../../language/problem.js';
import type { Call, Name } from '../../language/tree.js';
import { walk } from '../../language/walk.js';
import type { Shape } from '../../shape/shape.js';
import { say } from '../words.js';
import type { View } from '../view.js';
import { sameShapes } from './keeps.js';
import { hasTrait, inputShapesAt, layerOf, nameOf } from './layer-of.js';
import type { Proposal, Refactoring } from './refactoring.js';
import type { Site } from './site.js';

/** What is normalized: the channels of a map, or the features that come last. */
type Layout = 'channels' | 'features' | 'vector';

const groupSizes = [32, 16, 8, 4, 2];

/** The most groups, up to 32, that split all these channels. */
function groupsFor(shapes: readonly Shape[], axis: number): number | undefined {
  const channels = shapes.map(shape => shape.at(axis));
  return groupSizes.find(size =>
    channels.every(dim => dim?.isConstant === true && dim.value % size === 0 && dim.value > size),
  );
}

/** Ways to write a normalization of the one layout or the other. */
function waysOf(layout: Layout, shapes: readonly Shape[]): readonly string[] {
  const groups = groupsFor(shapes, layout === 'channels' ? 0 : -1);
  const grouped = groups === undefined ? [] : [groups === 32 ? 'groupnorm' : `groupnorm(${String(groups)})`];
  switch (layout) {
    case 'channels':
      return ['batchnorm', ...grouped, 'instancenorm', 'layernorm(axes: 0)', 'rmsnorm(axes: 0)'];
    case 'features':
      return ['layernorm', 'rmsnorm', 'batchnorm(axis: -1)'];
    case 'vector':
      return ['batchnorm', 'layernorm', 'rmsnorm'];
  }
}

const kindOf = (way: string): string => way.replace(/\(.*$/, '');

/** Arguments that say how much is added to a variance mean the same in all of them; others are of one kind of norm. */
const carried = ['eps'];

interface Norm {
  readonly call: Call | Name;
  readonly layout: Layout;
  readonly shapes: readonly Shape[];
  readonly kept: readonly string[];
}

function normAt(view: View, call: Call | Name): Norm | undefined {
  const layer = layerOf(view, call);
  if (!hasTrait(layer, 'normalizes')) return undefined;
  const args = call.kind === 'Call' ? call.args : [];
  const isChannels = !hasTrait(layer, 'feature-last');
  const placed = args.filter(({ name }) => name?.text === 'axis' || name?.text === 'axes');
  const axis =
    placed[0] === undefined ? undefined : view.text.slice(placed[0].value.range.start, placed[0].value.range.end);
  const shapes = inputShapesAt(view, call.range);
  if (shapes === undefined || shapes.length === 0) return undefined;
  const isVector = shapes.every(({ length }) => length === 1);
  const layout = isVector ? 'vector' : axis === '0' || (axis === undefined && isChannels) ? 'channels' : 'features';
  if (axis !== undefined && axis !== '0' && axis !== '-1') return undefined;
  const kept = args.filter(({ name }) => name !== undefined && carried.includes(name.text));
  const known = new Set([...placed, ...kept]);
  // The number of groups is the other one's own; anything else was meant.
  const isPlain = args.every(
    arg =>
      known.has(arg) ||
      (layer?.parameters['groups'] !== undefined && (arg.name === undefined || arg.name.text === 'groups')),
  );
  if (!isPlain) return undefined;
  return { call, layout, shapes, kept: kept.map(({ range }) => view.text.slice(range.start, range.end)) };
}

function written(way: string, kept: readonly string[]): string {
  if (kept.length === 0) return way;
  const open = way.endsWith(')') ? `${way.slice(0, -1)}, ` : `${way}(`;
  return `${open}${kept.join(', ')})`;
}

/** The same norm in all of the file, each as it fits there; undefined where one of them cannot be swapped. */
function everywhere(view: View, from: string, to: string): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  let fits = true;
  walk(view.source.file, node => {
    if ((node.kind !== 'Call' && node.kind !== 'Name') || nameOf(node) !== from || layerOf(view, node) === undefined)
      return true;
    const norm = normAt(view, node);
    const way = norm && waysOf(norm.layout, norm.shapes).find(each => kindOf(each) === to);
    if (norm === undefined || way === undefined) fits = false;
    else edits.push({ range: node.range, text: written(way, norm.kept) });
    return true;
  });
  return fits && edits.length > 1 ? edits : undefined;
}

function* proposals({ view }: Site, norm: Norm, from: string): Iterable<Proposal> {
  const ways = waysOf(norm.layout, norm.shapes).filter(way => kindOf(way) !== from);
  for (const way of ways) {
    const edits = [{ range: norm.call.range, text: written(way, norm.kept) }];
    yield { title: say('Swap for `{0}`', way), kind: 'rewrite', edits, keeps: sameShapes };
  }
  for (const way of ways) {
    const edits = everywhere(view, from, kindOf(way));
    if (edits === undefined) continue;
    yield {
      title: say('Swap every `{0}` of this file for `{1}`', from, kindOf(way)),
      kind: 'rewrite',
      edits,
      keeps: sameShapes,
    };
  }
}

export const swapNorm: Refactoring = {
  name: 'Swap a norm',
  *offer(site) {
    const call = site.isCaret && site.links ? site.links.step.links[site.links.to] : undefined;
    const from = call && nameOf(call);
    if (call === undefined || from === undefined || (call.kind !== 'Call' && call.kind !== 'Name')) return;
    const norm = normAt(site.view, call);
    if (norm !== undefined) yield* proposals(site, norm, from);
  },
};
