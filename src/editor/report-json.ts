/** The summary as the JSON contract has it (docs/command-line.md): formulas are strings, what is unknown is null. */
import type { Bytes, LayerLine, NetworkReport, Report, TrainingPeak } from '../analysis/report.js';
import type { FigureGrowth, NetworkGrowth } from '../analysis/growth.js';
import type { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';
import { diagnosticJson, Locator, type JsonDiagnostic, type JsonPosition, type Places } from './problem-json.js';

/** A number up to 2^53, a larger one or a formula as a string, null where it is unknown. */
export type JsonCount = number | string | null;

export const countJson = (count: Dim | undefined): JsonCount => count?.toJSON() ?? null;
const shapeJson = (shape: Shape | undefined): readonly JsonCount[] | null => shape?.map(countJson) ?? null;

export interface JsonSummary {
  readonly schema: 'netwright.summary/1';
  readonly networks: readonly ReturnType<typeof networkJson>[];
  readonly diagnostics: readonly JsonDiagnostic[];
}

/** Lists at most `limit` layers of each network; all that a report lists if not given. */
export function summaryJson(report: Report, places: Places, limit?: number): JsonSummary {
  const at = new Locator(places);
  return {
    schema: 'netwright.summary/1',
    networks: report.networks.map(network => networkJson(network, at, limit)),
    diagnostics: report.problems.map(problem => diagnosticJson(problem, at)),
  };
}

function networkJson(network: NetworkReport, at: Locator, limit: number | undefined) {
  const { name, assumptions, totals } = network;
  const { batch, precision, optimizer, mode, target, attention } = assumptions;
  const { trainable, frozen } = totals.parameters;
  const { lines, truncated } = network.layers(limit);
  // The layers of a block share the calls that lead to it.
  const calls = new Map<LayerCall, JsonCall>();
  const named = (points: NetworkReport['inputs']) => points.map(p => ({ name: p.name, shape: shapeJson(p.shape) }));
  return {
    ...{ name, batch, precision, optimizer, mode, target, attention },
    inputs: named(network.inputs),
    outputs: named(network.outputs),
    totals: {
      parameters: {
        trainable: countJson(trainable),
        frozen: countJson(frozen),
        total: countJson(trainable.plus(frozen)),
      },
      buffers: { float: countJson(totals.buffers.float), integer: countJson(totals.buffers.integer) },
      multiply_adds: countJson(totals.multiplyAdds),
      flops: countJson(totals.multiplyAdds?.times(2)),
      bytes: bytesJson(totals.bytes),
    },
    layers: lines.map(line => layerJson(line, at, calls)),
    truncated,
    training_peak_at: peakJson(network.trainingPeak()),
    growth: growthJson(network.growth()),
    conditions: network.graph.conditions.map(({ message, holds, place }) => ({
      message,
      ...(holds ? { divisor: countJson(holds.divisor), of: countJson(holds.of) } : { divisor: null, of: null }),
      file: at.path(place.uri),
      ...at.position(place.uri, place.range.start),
    })),
  };
}

function peakJson(peak: TrainingPeak | undefined) {
  if (!peak) return null;
  const { bytes, exact, layer, pass, atMost, moments } = peak;
  return {
    bytes: countJson(bytes),
    exact,
    layer: layer ?? null,
    pass,
    at_most: atMost ? { bytes: countJson(atMost.bytes), layer: atMost.layer ?? null, pass: atMost.pass } : null,
    // Of PyTorch's backward pass, the last layer first.
    over_time: moments,
  };
}

function growthJson(growth: NetworkGrowth) {
  const of = (figure: FigureGrowth | undefined) =>
    figure ? { batch: figure.batch, sizes: Object.fromEntries(figure.sizes) } : null;
  return {
    parameters: of(growth.parameters),
    multiply_adds: of(growth.multiplyAdds),
    kept_for_backward: of(growth.keptForBackward),
    inference_peak: of(growth.inferencePeak),
  };
}

function bytesJson(bytes: Bytes) {
  return {
    weights: countJson(bytes.weights),
    buffers: countJson(bytes.buffers),
    gradients: countJson(bytes.gradients),
    optimizer_state: countJson(bytes.optimizerState),
    optimizer_scalars: countJson(bytes.optimizerScalars),
    kept_for_backward: countJson(bytes.keptForBackward),
    of_which_input: countJson(bytes.ofWhichInput),
    workspace: countJson(bytes.workspace),
    training_peak: countJson(bytes.trainingPeak),
    inference_peak: countJson(bytes.inferencePeak),
  };
}

type LayerCall = LayerLine['calls'][number];
type JsonCall = { readonly block: string; readonly file: string } & JsonPosition;

function layerJson(line: LayerLine, at: Locator, known: Map<LayerCall, JsonCall>) {
  const { path, kind, called, place, calls, parameters, buffers, bytes } = line;
  const spot = (uri: string, offset: number) => ({ file: at.path(uri), ...at.position(uri, offset) });
  return {
    ...{ path, kind, called },
    ...spot(place.uri, place.range.start),
    calls: calls.map(call => {
      const shown = known.get(call) ?? { block: call.block, ...spot(call.place.uri, call.place.range.start) };
      known.set(call, shown);
      return shown;
    }),
    input_shapes: line.inputShapes.map(shapeJson),
    output_shape: shapeJson(line.outputShape),
    parameters: { trainable: countJson(parameters.trainable), frozen: countJson(parameters.frozen) },
    shares: line.shares ?? null,
    buffers: { float: countJson(buffers.float), integer: countJson(buffers.integer) },
    multiply_adds: countJson(line.multiplyAdds),
    bytes: {
      weights: countJson(bytes.weights),
      gradients: countJson(bytes.gradients),
      optimizer_state: countJson(bytes.optimizerState),
      kept_for_backward: countJson(bytes.keptForBackward),
      output: countJson(bytes.output),
    },
    receptive_field: line.receptiveField?.map(countJson) ?? null,
  };
}
