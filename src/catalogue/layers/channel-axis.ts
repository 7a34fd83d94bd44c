/** Layers that take the first dimension for the channel, and their `axis` argument for inputs that have it elsewhere. */
import { axis as axisParameter, defineLayer } from './layer.js';
import { axisIn, axisExists } from './rules.js';
import type { Dim } from '../../shape/dim.js';
import type {
  Bound,
  BoundOf,
  Builder,
  Layer,
  LayerDetails,
  LayerInput,
  LowerSite,
  Parameter,
  ParameterTable,
  Shape,
  TensorType,
  Value,
  ValuesOf,
  WholeLayer,
} from './layer.js';

/** The `axis` argument: where the channel is. */
export const channelAxis = (): Parameter<number | undefined> =>
  axisParameter('which dimension is the channel', { default: 0 });

const axisOf = (args: { readonly axis?: unknown }): number => (typeof args.axis === 'number' ? args.axis : 0);

const toFront = <T>(list: readonly T[], at: number): readonly T[] => {
  const moved = list[at];
  return moved === undefined ? list : [moved, ...list.slice(0, at), ...list.slice(at + 1)];
};
const fromFront = <T>(list: readonly T[], at: number): readonly T[] => {
  const [moved, ...rest] = list;
  return moved === undefined ? list : [...rest.slice(0, at), moved, ...rest.slice(at)];
};

const order = (rank: number): readonly number[] => Array.from({ length: rank }, (_, i) => i);

/** The bound input as the rules want it: the channel in front. */
function rebound(layer: Layer, bound: Bound, at: number): Bound {
  const move = (type: TensorType): TensorType => ({ ...type, shape: toFront(type.shape, at) });
  const x = move(bound.x);
  const [channel, ...others] = x.shape;
  const [name] = layer.input as readonly string[];
  const spatial = bound.axes.length > 0;
  const named: { readonly [name: string]: Dim } =
    name === undefined || name === '...' || channel === undefined ? {} : { [name]: channel };
  const moved = {
    ...bound,
    ...named,
    axes: spatial ? others : bound.axes,
    rest: spatial ? bound.rest : others,
    x,
    all: bound.all.map(type => (type.shape.length === x.shape.length ? move(type) : type)),
  };
  // The name that the pattern binds is not known to the type.
  return moved as unknown as Bound;
}

/**
 * Declares a layer whose input begins with the channel. Its rules see the channel in front wherever `axis` says it is; its
 * operations run between two permutations, which are views.
 */
export function defineChannelLayer<const I extends LayerInput, P extends ParameterTable>(
  layer: Layer<I, P, BoundOf<I>, ValuesOf<P>> & LayerDetails<BoundOf<I>, ValuesOf<P>>,
): WholeLayer {
  const plain = defineLayer<I, P>(layer);
  const at = (bound: Bound, args: { readonly axis?: unknown }): number => axisIn(bound.x.shape.length, axisOf(args));
  const seen = (bound: Bound, args: { readonly axis?: unknown }): Bound => {
    const position = at(bound, args);
    return position <= 0 || position >= bound.x.shape.length ? bound : rebound(plain, bound, position);
  };
  return {
    ...plain,
    traits: [...(plain.traits ?? []), 'channel-first'],
    requires: [
      axisExists('axis'),
      ...(plain.requires ?? []).map(rule => ({
        ...rule,
        holds: (bound: Bound, args: ValuesOf<ParameterTable>) => rule.holds(seen(bound, args), args),
        says: (bound: Bound, args: ValuesOf<ParameterTable>) => rule.says(seen(bound, args), args),
        ...(rule.instead && {
          instead: (bound: Bound, args: ValuesOf<ParameterTable>) => rule.instead?.(seen(bound, args), args) ?? [],
        }),
      })),
    ],
    shape(bound, args) {
      const shape = plain.shape(seen(bound, args), args);
      const place = at(bound, args);
      // A global pool gives one number a channel: nothing is left to move.
      const moved = (one: Shape): Shape => (one.length === bound.x.shape.length ? fromFront(one, place) : one);
      return isList(shape) ? shape.map(moved) : moved(shape);
    },
    ...(plain.weights && { weights: (bound, args) => plain.weights?.(seen(bound, args), args) ?? {} }),
    ...(plain.buffers && { buffers: (bound, args) => plain.buffers?.(seen(bound, args), args) ?? {} }),
    lower(op, x, weights, args, site) {
      const position = at(site.bound, args);
      if (position === 0) return plain.lower(op, x, weights, args, site);
      return lowerMoved(plain, op, x, weights, args, site, position, seen(site.bound, args));
    },
    sketch: (bound, args) => plain.sketch?.(seen(bound, args), args),
    spell: { pytorch: (bound, args) => plain.spell.pytorch(seen(bound, args), args) },
  };
}

const isList = (shape: Shape | readonly Shape[]): shape is readonly Shape[] => Array.isArray(shape[0]);
const isMany = (results: Value | readonly Value[]): results is readonly Value[] => Array.isArray(results);

function lowerMoved(
  plain: Layer,
  op: Builder,
  x: Value,
  weights: { readonly [name: string]: Value },
  args: ValuesOf<ParameterTable>,
  site: LowerSite<Bound>,
  at: number,
  bound: Bound,
): Value | readonly Value[] {
  const indices = order(x.type.shape.length);
  const moved = op.permute(x, { order: toFront(indices, at) });
  const results = plain.lower(op, moved, weights, args, { ...site, bound });
  const back = (y: Value): Value =>
    y.type.shape.length === indices.length ? op.permute(y, { order: fromFront(indices, at) }) : y;
  return isMany(results) ? results.map(back) : back(results);
}
