/**
 * Bytes over one training step of eager PyTorch, as far as its rules determine them (docs/memory.md): what certainly lives
 * while each layer's backward runs. Kernels' own buffers are unknown, so the most of these is a bound from below.
 */
import { Dim } from '../shape/dim.js';
import { forBatch } from './amount.js';
import type { LayerLine, Linear, NetworkReport, TrainingPeak } from './report.js';
import { trainingCeiling } from './training-ceiling.js';

/** While the backward of a layer runs. */
export interface Moment {
  readonly line: LayerLine;
  /** Kept by this layer and those before it: none of it is let go yet. */
  readonly kept: Dim;
  /** Of the weights of later layers, and of its own where its backward makes all it gives at once. */
  readonly gradients: Dim;
  /** Gradients of its result and of its input. */
  readonly flowing: Dim;
  readonly total: Dim;
}

export interface Timeline {
  /** Weights, buffers and optimizer state, which live all the time. */
  readonly lasting: Dim;
  /** In order of the backward pass: the last layer first. Layers that backward does not reach are left out. */
  readonly moments: readonly Moment[];
  readonly peak: TrainingPeak;
}

const none = Dim.of(0);
/** Longer lists are cut, so no sum over them is whole. */
const MOST_CALLS = 100_000;

/** Undefined where bytes are unknown or formulas, or where the list of layers is cut. */
export function trainingTimeline(network: NetworkReport): Timeline | undefined {
  const { bytes } = network.totals;
  const { optimizerState, optimizerScalars, keptForBackward } = bytes;
  if (network.calls > MOST_CALLS) return undefined;
  if (!optimizerState || !keptForBackward?.isConstant || Number.isNaN(keptForBackward.value)) return undefined;
  const lasting = bytes.weights
    .plus(bytes.buffers)
    .plus(optimizerState)
    .plus(optimizerScalars ?? none);
  const { lines, truncated } = network.layers();
  if (truncated > 0 || !lasting.isConstant || Number.isNaN(lasting.value)) return undefined;
  const moments: Moment[] = [];
  let kept = keptForBackward;
  let gradients = none;
  for (const line of [...lines].reverse()) {
    const own = line.bytes.gradients;
    const first = line.bytes.keptForBackward;
    if (!first) return undefined;
    if (!first.equals(0) || !own.equals(0)) {
      const { flowing, atOnce } = flowOf(line, network.assumptions.batch);
      const made = atOnce ? gradients.plus(own) : gradients;
      moments.push({ line, kept, gradients: made, flowing, total: lasting.plus(kept).plus(made).plus(flowing) });
    }
    kept = kept.minus(first);
    gradients = gradients.plus(own);
  }
  const step: TrainingPeak = { bytes: lasting.plus(bytes.gradients), exact: false, layer: undefined, pass: 'update' };
  const peak = moments.reduce<TrainingPeak>(
    (most, { total, line }) =>
      total.is('>', most.bytes) === true ? { bytes: total, exact: false, layer: line.path, pass: 'backward' } : most,
    step,
  );
  const most = trainingCeiling(network, lines, lasting.value);
  return {
    lasting,
    moments,
    peak:
      most && most.bytes >= peak.bytes.value
        ? { ...peak, atMost: { ...most, bytes: Dim.of(Math.ceil(most.bytes)) } }
        : peak,
  };
}

/**
 * Gradients that certainly live together. The backward of one product (a convolution, a dense layer) holds that of its result
 * and gives those of input and weights at once; that of another operation that keeps something makes its input's anew. A
 * layer of several products makes them one after another: of its own nothing is certain.
 */
function flowOf(line: LayerLine, batch: number): { readonly flowing: Dim; readonly atOnce: boolean } {
  const { node, flows } = line;
  if (node.kind !== 'layer' || !flows) return { flowing: none, atOnce: false };
  const bytes = (amount: Linear | undefined): Dim => (amount ? forBatch(amount, batch) : none);
  const operations = node.call.lowered(true)?.nodes ?? [];
  const products = operations.filter(({ operation }) => operation.multiplyAdds !== undefined).length;
  const others = operations.filter(({ operation }) => {
    const traits = operation.traits ?? [];
    return operation.multiplyAdds === undefined && !traits.includes('view') && !traits.includes('absorbed');
  }).length;
  if (products === 1 && others === 0) return { flowing: bytes(flows.result).plus(bytes(flows.input)), atOnce: true };
  const keeps = products === 0 && line.bytes.keptForBackward?.equals(0) === false;
  return { flowing: keeps ? bytes(flows.input) : none, atOnce: false };
}
