/** What a report is for: batch, precision, optimizer; from the caller, then the network's `train`, then the defaults. */
import type { Argument } from '../catalogue/argument.js';
import type { FileGraph } from '../graph/graph.js';
import type { Assumptions, Choices, Precision } from './report.js';

export const defaultAssumptions: Assumptions = {
  batch: 1,
  precision: 'fp32',
  optimizer: 'sgd',
  mode: 'infer',
  target: 'pytorch',
  attention: 'fused',
};

const precisions: readonly Precision[] = ['fp32', 'fp16', 'bf16', 'mixed'];

export interface Settled {
  readonly assumptions: Assumptions;
  readonly optimizer: Argument | undefined;
}

/** `parse` evaluates an expression of the caller; undefined when it has no value. */
export function settle(
  graph: FileGraph,
  network: string,
  choices: Choices,
  parse: (text: string) => Argument | undefined,
): Settled {
  const train = graph.trains.find(t => t.networks.includes(network));
  const said = (key: string): { readonly value: Argument; readonly written: string } | undefined =>
    train?.settings.get(key);
  const batch = said('batch')?.value;
  const precision = said('precision')?.value;
  const trained = precisions.find(p => precision?.kind === 'word' && precision.value === p);
  const optimizer = said('optimizer');
  const text = choices.optimizer ?? optimizer?.written ?? defaultAssumptions.optimizer;
  return {
    assumptions: {
      batch:
        choices.batch ??
        (batch?.kind === 'number' && batch.value.value >= 1 ? batch.value.value : defaultAssumptions.batch),
      precision: choices.precision ?? trained ?? defaultAssumptions.precision,
      optimizer: text,
      mode: choices.mode ?? defaultAssumptions.mode,
      target: choices.target ?? defaultAssumptions.target,
      attention: choices.attention ?? defaultAssumptions.attention,
    },
    optimizer: choices.optimizer === undefined && optimizer ? optimizer.value : parse(text),
  };
}
