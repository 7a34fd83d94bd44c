/** The bytes of a network on the bundled engine: those of the plan that its `train` would run. */
import { elaborateTrain } from '../graph/elaborate-train.js';
import { evaluationOf, type Sources } from '../graph/elaborate.js';
import type { Body, FileGraph, NetworkGraph } from '../graph/graph.js';
import { bundledMemory, type BundledMemory } from '../plan/bundled.js';
import { Dim } from '../shape/dim.js';
import type { ChosenOptimizer } from './optimizer-state.js';
import type { Assumptions, Bytes, NetworkReport, TrainingPeak } from './report.js';

/** A plan of more calls than this would be felt while typing. */
const MOST_CALLS = 20_000;

export interface BundledQuestion {
  readonly sources: Sources;
  readonly graph: FileGraph;
  readonly network: NetworkGraph;
  readonly assumptions: Assumptions;
  readonly optimizer: ChosenOptimizer | undefined;
}

/** Undefined where no `train` says what a run would do, or where the engine cannot run it. */
export function bundledOf({
  sources,
  graph,
  network,
  assumptions,
  optimizer,
}: BundledQuestion): BundledMemory | undefined {
  const file = sources.file(graph.uri)?.file;
  if (!file || !optimizer || assumptions.precision !== 'fp32' || executedCalls(network.body) > MOST_CALLS)
    return undefined;
  const evaluation = evaluationOf(sources, graph.uri);
  const { step } = elaborateTrain(
    { graph, file, evaluation },
    { network: network.name, train: null, precision: 'fp32' },
  );
  if (!step) return undefined;
  const chosen = { declaration: optimizer.optimizer, args: optimizer.args, written: assumptions.optimizer };
  return bundledMemory(network, { ...step, optimizer: chosen }, assumptions.batch);
}

/** Calls of layers as they are executed: those of a scan once for each entry. */
function executedCalls(body: Body): number {
  return body.nodes.reduce((sum, node) => {
    if (node.kind === 'layer') return sum + 1;
    const times = node.scan ? node.scan.length.value : node.count;
    return sum + times * (hasScan(node.body) ? executedCalls(node.body) : node.body.calls);
  }, 0);
}

const scans = new WeakMap<Body, boolean>();

function hasScan(body: Body): boolean {
  let found = scans.get(body);
  if (found === undefined) {
    found = body.nodes.some(node => node.kind === 'body' && (node.scan !== undefined || hasScan(node.body)));
    scans.set(body, found);
  }
  return found;
}

/** The plan's bytes in the places of the report; all unknown where there is no plan. */
export function bundledBytes(memory: BundledMemory | undefined): Bytes {
  const known = (bytes: number | undefined): Dim | undefined => (bytes === undefined ? undefined : Dim.of(bytes));
  const all = memory?.training;
  const kept = all && memory ? all.keptForBackward + memory.keptInputs : undefined;
  const held = all && all.weights + all.buffers + all.gradients + all.optimizerState;
  return {
    weights: known(all?.weights) ?? Dim.of(0),
    buffers: known(all?.buffers) ?? Dim.of(0),
    gradients: known(all?.gradients) ?? Dim.of(0),
    optimizerState: known(all?.optimizerState),
    // A step counter is one number for all weights, outside of the plan.
    optimizerScalars: all && Dim.of(0),
    keptForBackward: known(kept),
    ofWhichInput: known(memory?.keptInputs),
    workspace: all && kept !== undefined && held !== undefined ? Dim.of(all.total - held - kept) : undefined,
    trainingPeak: known(all?.total),
    inferencePeak: known(memory?.inference),
  };
}

/** Where the working memory of the plan is fullest. */
export function bundledPeak(memory: BundledMemory | undefined): TrainingPeak | undefined {
  if (!memory) return undefined;
  const { path, pass } = memory.fullest ?? { path: undefined, pass: 'forward' };
  return { bytes: Dim.of(memory.training.total), exact: true, layer: path, pass, moments: [] };
}

type Listed = ReturnType<NetworkReport['layers']>;

/** What each call keeps is what the plan keeps of its results. */
export function bundledLayers({ lines, truncated }: Listed, memory: BundledMemory | undefined): Listed {
  const kept = (path: string): Dim | undefined => memory && Dim.of(memory.keptBy.get(path) ?? 0);
  return {
    lines: lines.map(line => ({ ...line, bytes: { ...line.bytes, keptForBackward: kept(line.path) } })),
    truncated,
  };
}
