/**
 * The head behind a `flatten`: averaged over the map before its dense layers, or written as convolutions, which compute the same
 * on a map of this size and a map of scores on a larger one (Long et al. 2015, section 3.1).
 */
import type { TextEdit } from '../../language/problem.js';
import type { Layer } from '../../catalogue/layers/layer.js';
import type { Call, Link, Step } from '../../language/tree.js';
import type { Shape } from '../../shape/shape.js';
import { say } from '../words.js';
import type { View } from '../view.js';
import { sameCounts, sameInterface, type Keeps } from './keeps.js';
import { hasTrait, inputShapesAt, layerOf, nodesAt } from './layer-of.js';
import type { Proposal, Refactoring } from './refactoring.js';
import type { Site } from './site.js';

interface Head {
  readonly flatten: Link;
  /** The map that is flattened. */
  readonly map: Shape;
  /** The links behind it, as far as they stand one after the other. */
  readonly rest: readonly Link[];
  /** The last of the links that are dense or work on each number by itself. */
  readonly last: Link;
  readonly dense: readonly Call[];
}

const isDense = (view: View, link: Link): link is Call => {
  const layer = layerOf(view, link);
  return (
    link.kind === 'Call' &&
    hasTrait(layer, 'linear') &&
    hasTrait(layer, 'feature-last') &&
    hasTrait(layer, 'mixes-channels')
  );
};

/** One number in, one number out: so say all layers that run here, for a parameter may stand for one. */
function isPointwise(view: View, link: Link): boolean {
  const own = layerOf(view, link);
  const layers = own === undefined ? nodesAt(view, link.range).map(({ call }) => call.layer) : [own];
  return layers.length > 0 && layers.every(isPointwiseLayer);
}

const isPointwiseLayer = (layer: Layer): boolean =>
  hasTrait(layer, 'drops') ||
  (hasTrait(layer, 'non-linear') &&
    !hasTrait(layer, 'normalizes-axis') &&
    !hasTrait(layer, 'pools') &&
    layer.input !== 'joined' &&
    layer.weights === undefined);

function headAt({ view, body, from, links }: Site): Head | undefined {
  const steps = body.statements
    .slice(from)
    .flatMap((one): readonly Step[] => (one.kind === 'Step' ? [one] : one.kind === 'Output' ? [one.step] : []));
  const [first] = steps;
  if (first === undefined || links === undefined || steps.length < body.statements.length - from) return undefined;
  const [flatten, ...rest] = [...first.links.slice(links.to), ...steps.slice(1).flatMap(step => step.links)];
  if (flatten === undefined || !hasTrait(layerOf(view, flatten), 'flattens')) return undefined;
  if (flatten.kind === 'Call' && flatten.args.length > 0) return undefined;
  const shapes = inputShapesAt(view, flatten.range) ?? [];
  const [map] = shapes;
  if (map === undefined || shapes.length > 1 || map.length < 2 || !map.every(dim => dim.isConstant)) return undefined;
  const end = rest.findIndex(link => !isDense(view, link) && !isPointwise(view, link));
  const head = end < 0 ? rest : rest.slice(0, end);
  const dense = head.filter(link => isDense(view, link));
  const last = head.at(-1);
  return last === undefined || dense.length === 0 ? undefined : { flatten, map, rest, last, dense };
}

/** A link taken out with its arrow, or with its line. */
function without({ view, body }: Site, link: Link): TextEdit {
  const step = body.statements
    .flatMap(one => (one.kind === 'Step' ? [one] : one.kind === 'Output' ? [one.step] : []))
    .find(one => one.links.includes(link));
  const at = step?.links.indexOf(link) ?? 0;
  const [before, next] = [step?.links[at - 1], step?.links[at + 1]];
  if (before !== undefined) return { range: { start: before.range.end, end: link.range.end }, text: '' };
  if (next !== undefined) return { range: { start: link.range.start, end: next.range.start }, text: '' };
  const start = view.text.lastIndexOf('\n', link.range.start - 1) + 1;
  const stop = view.text.indexOf('\n', link.range.end);
  const isAlone = stop >= 0 && view.text.slice(link.range.end, stop).trim() === '';
  return { range: isAlone ? { start, end: stop + 1 } : link.range, text: '' };
}

/** `conv(4096, 7)`: the dense layer with a kernel behind its width. */
function convolution({ text }: View, { callee, args, range }: Call, kernel: string): TextEdit | undefined {
  const [width, ...others] = args;
  if (width === undefined || (width.name !== undefined && width.name.text !== 'width')) return undefined;
  if (others.some(({ name }) => name === undefined || !['bias', 'init'].includes(name.text))) return undefined;
  const rest = others.map(arg => `, ${text.slice(arg.range.start, arg.range.end)}`).join('');
  const value = text.slice(width.value.range.start, width.value.range.end);
  return { range: { start: callee.range.start, end: range.end }, text: `conv(${value}, ${kernel}${rest})` };
}

const kernelOf = ([, ...sizes]: Shape): string =>
  sizes.every(size => size.equals(sizes[0] ?? size)) ? String(sizes[0]) : sizes.join('x');

function convolutional(site: Site, head: Head): readonly TextEdit[] | undefined {
  const edits = head.dense.map((call, i) => convolution(site.view, call, i === 0 ? kernelOf(head.map) : '1'));
  if (!edits.every(edit => edit !== undefined)) return undefined;
  return [without(site, head.flatten), ...edits];
}

const sameFunction: Keeps = (before, after) => sameCounts(before, after) && sameInterface(before, after);

function* proposals(site: Site, head: Head): Iterable<Proposal> {
  const { flatten, dense, last, map } = head;
  const pooled: TextEdit = { range: flatten.range, text: 'global_avgpool' };
  const cells = map.slice(1).reduce((product, size) => product * size.value, 1);
  if (map.length > 1 && cells > 1) {
    yield {
      title: say('Average over the map instead of `flatten`'),
      kind: 'rewrite',
      edits: [pooled],
      keeps: sameInterface,
    };
    const final = dense.at(-1);
    if (dense.length > 1 && final !== undefined) {
      const between = { start: flatten.range.start, end: final.range.start };
      const dropped = site.view.text.slice(between.start, between.end);
      const arrow = dropped.includes('\n') ? '\n' : ' -> ';
      if (!dropped.includes('#') && !dropped.includes('='))
        yield {
          title: say('Average over the map, and keep only the last dense layer'),
          kind: 'rewrite',
          edits: [{ range: between, text: `global_avgpool${arrow}` }],
          keeps: sameInterface,
        };
    }
  }
  const edits = convolutional(site, head);
  if (edits === undefined) return;
  const { end } = last.range;
  const scores = edits.map(edit =>
    edit.range.end === end ? { ...edit, text: `${edit.text} -> global_avgpool` } : edit,
  );
  const averaged = scores.some(edit => edit.range.end === end && edit.text !== '')
    ? scores
    : [...edits, { range: { start: end, end }, text: ' -> global_avgpool' }];
  yield {
    title: say('Write the head as convolutions, and average their scores'),
    kind: 'rewrite',
    edits: averaged,
    keeps: sameFunction,
  };
  yield {
    title: say('Write the head as convolutions, with a map of scores'),
    kind: 'rewrite',
    edits,
    keeps: sameCounts,
  };
}

export const denseHead: Refactoring = {
  name: 'Convert a dense head',
  *offer(site) {
    const head = site.isCaret ? headAt(site) : undefined;
    if (head !== undefined) yield* proposals(site, head);
  },
};
