/** How the figures of a network grow: with the batch, and with each open size while the others stand still. */
import type { TensorType } from '../catalogue/tensor.js';
import type { Body } from '../graph/graph.js';
import { Dim, type Growth } from '../shape/dim.js';
import type { Totals } from './report.js';

export interface FigureGrowth {
  readonly batch: Growth;
  /** By symbol. */
  readonly sizes: ReadonlyMap<string, Growth>;
}

/** Undefined where the figure is unknown, or where rules of growth are not (memory of the bundled engine). */
export interface NetworkGrowth {
  /** Symbols of the network's sizes, in order of the inputs that name them. */
  readonly symbols: readonly string[];
  readonly parameters: FigureGrowth | undefined;
  /** For one sample, as everywhere: the batch does not change it. */
  readonly multiplyAdds: FigureGrowth | undefined;
  readonly keptForBackward: FigureGrowth | undefined;
  readonly inferencePeak: FigureGrowth | undefined;
}

const order: readonly Growth[] = ['constant', 'linear', 'quadratic', 'higher'];

const faster = (a: Growth, b: Growth): Growth => (order.indexOf(a) > order.indexOf(b) ? a : b);

export function growthOf(body: Body, totals: Totals): NetworkGrowth {
  const { parameters, multiplyAdds, kept } = totals;
  const made = madeIn(body);
  const inputs = body.inputs.flatMap(({ value }) => value.type ?? []);
  const all = made && [...inputs, ...made];
  const counts = parameters.trainable.plus(parameters.frozen);
  const symbols = [...new Set([...inputs.flatMap(t => t.shape), counts].flatMap(size => [...size.symbols()]))];
  const of = (sizes: readonly Dim[], batch: Growth): FigureGrowth => ({
    batch,
    sizes: new Map(symbols.map(s => [s, sizes.reduce<Growth>((most, d) => faster(most, d.growth(s)), 'constant')])),
  });
  const isZero = (size: Dim): boolean => size.equals(0);
  return {
    symbols,
    parameters: counts.isConstant && Number.isNaN(counts.value) ? undefined : of([counts], 'constant'),
    multiplyAdds: multiplyAdds && of([multiplyAdds], 'constant'),
    keptForBackward: kept && of([kept.perSample, kept.fixed], isZero(kept.perSample) ? 'constant' : 'linear'),
    // The peak is no less than any tensor that lives, and no more than all of them together: it grows as the fastest does.
    inferencePeak:
      all &&
      of(
        all.flatMap(t => t.shape.reduce((n, d) => n.times(d), Dim.of(1))),
        growthWithBatch(all),
      ),
  };
}

const growthWithBatch = (types: readonly TensorType[]): Growth => (types.some(t => t.batched) ? 'linear' : 'constant');

/** Types of all tensors that inference makes, each body once; undefined where some are unknown. */
function madeIn(root: Body): readonly TensorType[] | undefined {
  const types: TensorType[] = [];
  const seen = new Set<Body>();
  const visit = (body: Body): boolean => {
    if (seen.has(body)) return true;
    seen.add(body);
    return body.nodes.every(node => {
      if (node.training) return true;
      if (node.kind === 'body') {
        if (node.scan) types.push(...node.results.flatMap(({ type }) => type ?? []));
        return visit(node.body);
      }
      const lowered = node.call.lowered(false);
      for (const { results } of lowered?.nodes ?? []) types.push(...results.map(r => r.type));
      return lowered !== undefined;
    });
  };
  return visit(root) ? types : undefined;
}
