/**
 * Bytes over one training step of eager PyTorch, as far as its rules determine them (docs/memory.md): what certainly lives
 * while each layer's backward runs. Kernels' own buffers are unknown, so the most of these is a bound from below.
 */
import { Dim } from '../shape/dim.js';
import type { NetworkReport, TrainingPeak } from './report.js';
import { movingBytes } from './moving-bytes.js';
import type { ChosenOptimizer } from './optimizer-state.js';
import type { Steps } from './training-step.js';
import { trainingSteps } from './training-steps.js';
import { heldByCaller, walk, type Top, type Walked } from './training-walk.js';

/** While the backward of a layer runs. */
export interface Moment {
  readonly layer: string;
  readonly bytes: number;
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
export function trainingTimeline(network: NetworkReport, optimizer?: ChosenOptimizer): Timeline | undefined {
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
  const steps = trainingSteps(network, lines);
  if (!steps) return undefined;
  const held = [...heldByCaller(steps)].reduce((sum, each) => sum + each.bytes, 0);
  const update: Top = { bytes: lasting.plus(bytes.gradients).value + held, layer: undefined, pass: 'update' };
  const least = walk(steps, { lasting: lasting.value, most: false });
  const most = ceiling(steps, { lasting: lasting.value, update: update.bytes, optimizer });
  const { layer, pass } = largest([update, least.likely]);
  const moments = byLayer(least);
  const certain = largest([update, least.top]).bytes;
  return {
    lasting,
    moments,
    peak: { bytes: Dim.of(Math.floor(certain)), layer, pass, exact: false, atMost: asPeak(most), moments },
  };
}

/** The most of each layer, in the order in which backward comes to them. */
function byLayer({ moments }: Walked): readonly Moment[] {
  const found = new Map<string, number>();
  for (const { line, bytes } of moments) found.set(line.path, Math.max(found.get(line.path) ?? 0, bytes));
  return [...found].map(([layer, bytes]) => ({ layer, bytes: Math.floor(bytes) }));
}

const largest = (tops: readonly Top[]): Top => tops.reduce((most, top) => (top.bytes > most.bytes ? top : most));

const asPeak = ({ bytes, layer, pass }: Top): NonNullable<TrainingPeak['atMost']> => ({
  bytes: Dim.of(Math.ceil(bytes)),
  layer,
  pass,
});

/** All that may live; the optimizer moves one tensor after the other. */
function ceiling(
  steps: Steps,
  { lasting, update, optimizer }: { lasting: number; update: number; optimizer: ChosenOptimizer | undefined },
): Top {
  const { top } = walk(steps, { lasting, most: true });
  const moving = optimizer ? movingBytes(optimizer, [...steps.weights.values()]) : 0;
  return largest([top, { bytes: update + moving, layer: undefined, pass: 'update' }]);
}
