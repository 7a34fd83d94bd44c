/** Two networks, layer by layer: what changed, and which layers explain the difference of each total, to the unit. */
import { Dim } from '../shape/dim.js';
import { formatShape, type Shape } from '../shape/shape.js';
import { written } from '../graph/datum.js';
import { alignLayers, type Pair } from './align-layers.js';
import type { LayerLine, NetworkReport, Totals } from './report.js';

export const comparedFigures = [
  'parameters',
  'buffers',
  'multiplyAdds',
  'weights',
  'gradients',
  'optimizerState',
  'keptForBackward',
] as const;
export type ComparedFigure = (typeof comparedFigures)[number];

export type Figures = { readonly [F in ComparedFigure]: Dim | undefined };

export interface Change {
  readonly what: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A layer that is not the same in both, with its part of each difference. */
export interface LayerDifference extends Pair {
  readonly path: string;
  readonly kind: string;
  readonly how: 'added' | 'removed' | 'changed';
  /** Arguments and shapes that differ; of a layer in both. */
  readonly changes: readonly Change[];
  /** Undefined where one of the two is unknown. */
  readonly differences: Figures;
}

export interface TotalDifference {
  readonly before: Dim | undefined;
  readonly after: Dim | undefined;
  readonly difference: Dim | undefined;
  /** What the layers add up to. */
  readonly explained: Dim | undefined;
}

export interface Comparison {
  readonly before: NetworkReport | undefined;
  readonly after: NetworkReport | undefined;
  readonly totals: { readonly [F in ComparedFigure]: TotalDifference };
  /** In order of the networks; layers that are the same are left out. */
  readonly layers: readonly LayerDifference[];
  readonly unchanged: number;
  /** Layers that the lists do not show, because they are too long: what these change is not explained. */
  readonly unlisted: number;
}

const none = Dim.of(0);

/** A network that only one side has is compared with nothing. */
export function compareNetworks(before: NetworkReport | undefined, after: NetworkReport | undefined): Comparison {
  const [a, b] = [before?.layers(), after?.layers()];
  const pairs = alignLayers(a?.lines ?? [], b?.lines ?? []);
  const all = pairs.map(pair => differenceOf(pair, before, after));
  const layers = all.filter(isDifferent);
  const ends = [before, after].map(network => (network ? totalsOf(network.totals) : zeros));
  const totals = mapFigures((figure): TotalDifference => {
    const [from, to] = [ends[0]?.[figure], ends[1]?.[figure]];
    const explained = layers.reduce<Dim | undefined>((sum, layer) => plus(sum, layer.differences[figure]), none);
    return { before: from, after: to, difference: minus(to, from), explained };
  });
  return {
    before,
    after,
    totals,
    layers,
    unchanged: all.length - layers.length,
    unlisted: (a?.truncated ?? 0) + (b?.truncated ?? 0),
  };
}

const isUnknown = (n: Dim | undefined): boolean => n === undefined || (n.isConstant && Number.isNaN(n.value));
const minus = (a: Dim | undefined, b: Dim | undefined): Dim | undefined =>
  isUnknown(a) || isUnknown(b) ? undefined : b && a?.minus(b);
const plus = (a: Dim | undefined, b: Dim | undefined): Dim | undefined => b && a?.plus(b);

function mapFigures<T>(make: (figure: ComparedFigure) => T): { readonly [F in ComparedFigure]: T } {
  return Object.fromEntries(comparedFigures.map(figure => [figure, make(figure)])) as {
    [F in ComparedFigure]: T;
  };
}

const zeros: Figures = mapFigures(() => none);

function totalsOf({ parameters, buffers, multiplyAdds, bytes }: Totals): Figures {
  return {
    parameters: parameters.trainable.plus(parameters.frozen),
    buffers: buffers.float.plus(buffers.integer),
    multiplyAdds,
    weights: bytes.weights,
    gradients: bytes.gradients,
    optimizerState: bytes.optimizerState,
    keptForBackward: bytes.keptForBackward,
  };
}

/** A part outside of the mode costs nothing; its weights count. */
function figuresOf({ parameters, buffers, multiplyAdds, bytes, called }: LayerLine): Figures {
  return {
    parameters: parameters.trainable.plus(parameters.frozen),
    buffers: buffers.float.plus(buffers.integer),
    multiplyAdds: called ? multiplyAdds : none,
    weights: bytes.weights,
    gradients: bytes.gradients,
    optimizerState: bytes.optimizerState,
    keptForBackward: bytes.keptForBackward,
  };
}

function differenceOf(
  pair: Pair,
  network: NetworkReport | undefined,
  other: NetworkReport | undefined,
): LayerDifference {
  const { before, after } = pair;
  const [a, b] = [before ? figuresOf(before) : zeros, after ? figuresOf(after) : zeros];
  // What is unknown in both totals is unknown in each layer that has none: it does not make the layer another.
  const differences = mapFigures(figure => {
    const sameUnknown = isUnknown(a[figure]) && isUnknown(b[figure]) && before !== undefined && after !== undefined;
    return sameUnknown && network !== undefined && other !== undefined ? none : minus(b[figure], a[figure]);
  });
  const line = after ?? before;
  return {
    ...pair,
    path: line?.path ?? '',
    kind: line?.kind ?? '',
    how: before ? (after ? 'changed' : 'removed') : 'added',
    changes: before && after ? changesOf(before, after) : [],
    differences,
  };
}

function isDifferent({ how, changes, differences }: LayerDifference): boolean {
  return how !== 'changed' || changes.length > 0 || comparedFigures.some(f => differences[f]?.equals(0) !== true);
}

function changesOf(before: LayerLine, after: LayerLine): readonly Change[] {
  const changes: Change[] = [];
  const say = (what: string, a: string | undefined, b: string | undefined): void => {
    if (a !== b) changes.push({ what, before: a, after: b });
  };
  say('layer', before.kind, after.kind);
  const [a, b] = [argumentsOf(before), argumentsOf(after)];
  for (const name of new Set([...a.keys(), ...b.keys()])) say(name, a.get(name), b.get(name));
  const inputs = (line: LayerLine): string => line.inputShapes.map(shapeText).join(', ');
  say('input', inputs(before), inputs(after));
  say('output', shapeText(before.outputShape), shapeText(after.outputShape));
  say('weights of', before.shares, after.shares);
  const state = ({ node }: LayerLine): string => (node.frozen ? 'frozen' : 'trained');
  say('weights', state(before), state(after));
  const mode = ({ node }: LayerLine): string => (node.training ? 'training only' : 'always');
  say('part of', mode(before), mode(after));
  return changes;
}

const shapeText = (shape: Shape | undefined): string => (shape ? formatShape(shape) : '?');

function argumentsOf({ node }: LayerLine): ReadonlyMap<string, string> {
  if (node.kind !== 'layer') return new Map();
  const values = [...node.call.written].filter(([, value]) => value.kind !== 'point' && value.kind !== 'weight');
  return new Map(values.map(([name, value]) => [name, written(value)]));
}
