/** Explains two dimensions that should be equal: where each comes from, and which layer lost cells. */
import type { SizeAt, SizePair } from '../catalogue/layers/layer.js';
import type { Dim } from '../shape/dim.js';
import type { Frame } from './elaborate-context.js';
import type { GraphFix, LayerNode, Place, Value } from './graph.js';
import { slidingWindow } from './sliding-window.js';
import { projectionsAt, type ProjectionSite } from './projection.js';
import { originOf, type Origin, type Outside, type Step } from './provenance.js';

export interface Explained {
  /** What would make the sizes meet. */
  readonly fixes?: readonly GraphFix[];
  /** What is added to the message; empty when nothing is known. */
  readonly because: string;
  readonly related: readonly { readonly message: string; readonly place: Place }[];
}

/** Looks a body's input up where the body is being called, over all frames that are open now. */
function outsideOf(frame: Frame): Outside {
  return input => {
    for (let f: Frame | undefined = frame; f; f = f.caller) {
      for (let b: Frame['builder'] | undefined = f.builder; b; b = b.around) {
        if (b.body !== input.body) continue;
        return b.around ? b.outer(input.index) : f.callerValues[input.index];
      }
    }
    return undefined;
  };
}

const label = (node: LayerNode): string => (node.name === undefined ? node.call.layer.name : `\`${node.name}\``);

export function explainClash(frame: Frame, inputs: readonly Value[], { left, right }: SizePair): Explained {
  const outside = outsideOf(frame);
  const sides = [left, right].flatMap(({ input, axis }) => {
    const value = inputs[input];
    const size = value?.type?.shape[axis];
    return value && size ? [{ size, origin: originOf(value, axis, outside) }] : [];
  });
  const related: { message: string; place: Place }[] = [];
  for (const { size, origin } of sides) {
    if (!origin.place) continue;
    const by = origin.node
      ? `${label(origin.node)} makes it ${size.toString()}`
      : `it is ${size.toString()} from the input on`;
    related.push({ message: by, place: origin.place });
  }
  // Cells lost on the way explain 88 against 89, not 56 against 224.
  if (!areNear(sides.map(s => s.size))) return { because: '', related };
  const lost = lossOf(sides.map(s => s.origin));
  if (lost) {
    const cells = `${String(lost.unread)} cell${lost.unread === 1 ? '' : 's'} of ${lost.from.toString()}`;
    related.unshift({
      message: `${label(lost.node)} leaves ${cells} unread: ${lost.from.toString()} -> ${lost.to.toString()}`,
      place: lost.node.place,
    });
    return {
      because: `; ${label(lost.node)} (${lost.from.toString()} -> ${lost.to.toString()}) left ${cells} unread on the way`,
      related,
    };
  }
  const rounded = roundingOf(sides.map(s => s.origin));
  if (rounded) {
    const step = `${rounded.from.toString()} -> ${rounded.to.toString()}`;
    related.unshift({ message: `${label(rounded.node)} rounds here: ${step}`, place: rounded.node.place });
    return { because: `; ${label(rounded.node)} (${step}) rounded on the way`, related };
  }
  const cut = ownSteps(sides.map(s => s.origin)).find(
    ({ node, from, to }) => isEdge(node) && from.is('>', to) === true,
  );
  if (cut) {
    const step = `${cut.from.toString()} -> ${cut.to.toString()}`;
    const same = { kind: 'argument', call: cut.node.place, argument: 'padding', value: 'same' } as const;
    return {
      because: `; ${label(cut.node)} (${step}) has no padding for its window`,
      related,
      fixes: [{ title: `Write \`padding: same\` at ${label(cut.node)}`, mends: [same], careful: true }],
    };
  }
  return { because: '', related };
}

/** Whether a window loses the cells at the edge and nothing else: steps of 1, no padding. */
function isEdge({ call }: LayerNode): boolean {
  const window = call.layer.traits?.includes('slides') === true ? slidingWindow(call) : undefined;
  if (!window || !('padding' in call.layer.parameters)) return false;
  return window.stride.every(n => n.equals(1)) && window.sides.flat().every(n => n.equals(0));
}

/** A sum of unequal sizes: a projection brings a branch, the flow, or the shortcut of a residual, to the others'. */
export function projections(
  frame: Frame,
  inputs: readonly Value[],
  clash: SizePair,
  site: ProjectionSite,
): readonly GraphFix[] {
  return projectionsAt(inputs, clash, site, outsideOf(frame));
}

export interface ExplainedSmall extends Explained {
  readonly fixes: readonly GraphFix[];
}

/** Layers that are named in a message; a longer way is told by its first and last ones. */
const MAX_NAMED = 8;

/** A dimension that is too small for a window: the layers that shrank it, and which of them could be left out. */
export function explainSmall(frame: Frame, inputs: readonly Value[], { input, axis }: SizeAt): ExplainedSmall {
  const value = inputs[input];
  const steps = value ? originOf(value, axis, outsideOf(frame)).steps.filter(s => s.from.is('>', s.to) === true) : [];
  const [last] = steps;
  const first = steps.at(-1);
  if (!last || !first) return { because: '', related: [], fixes: [] };
  const way = [...steps].reverse();
  const cut = way.length > MAX_NAMED ? [...way.slice(0, 3), undefined, ...way.slice(3 - MAX_NAMED)] : way;
  const told = cut.map(s => (s ? `${label(s.node)} ${s.to.toString()}` : '...'));
  const pool = steps.find(({ node }) => node.call.layer.traits?.includes('pools'));
  const isOnce =
    pool && steps.filter(({ node }) => node.place.range.start === pool.node.place.range.start).length === 1;
  return {
    because: `; the layers before shrank it: ${first.from.toString()}, ${told.join(', ')}`,
    related: steps.slice(0, MAX_NAMED).map(({ node, from, to }) => ({
      message: `${label(node)} makes it smaller: ${from.toString()} -> ${to.toString()}`,
      place: node.place,
    })),
    fixes: isOnce
      ? [{ title: `Remove the last ${label(pool.node)}`, mends: [{ kind: 'remove-step', call: pool.node.place }] }]
      : [],
  };
}

/** Whether the larger of two known sizes is less than twice the smaller. */
function areNear(sizes: readonly Dim[]): boolean {
  const values = sizes.map(s => s.value);
  return Math.max(...values) < 2 * Math.min(...values);
}

/** The last layer that left cells unread on one way and not on the other. */
function lossOf(origins: readonly Origin[]): Step | undefined {
  return ownSteps(origins).find(step => step.unread > 0);
}

/** The last layer whose stride does not divide the size: `same` gives ceil(input / stride). */
function roundingOf(origins: readonly Origin[]): Step | undefined {
  return ownSteps(origins).find(({ from, to }) => {
    const ratio = Math.round(from.value / to.value);
    return ratio > 1 && from.value % ratio !== 0;
  });
}

/** Steps that only one of the ways takes: what both share cannot have made them differ. */
function ownSteps(origins: readonly Origin[]): readonly Step[] {
  const nodes = origins.map(o => new Set(o.steps.map(s => s.node)));
  return origins.flatMap((o, i) => o.steps.filter(s => !nodes.some((set, k) => k !== i && set.has(s.node))));
}
