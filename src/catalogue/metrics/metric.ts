/** What a metric declares: a figure beside the loss. */
import type { ParameterTable } from '../parameter.js';

/** What only training and documentation ask for: a bundle may load it on demand (`catalogue/details.ts`). */
export interface MetricDetails {
  readonly summary: string;
  /** Sum over the samples of a batch; the panel shows the mean. `classes` is the size of the last dimension of `output`. */
  sum(output: Float32Array, target: Float32Array | Int32Array, samples: number, classes: number): number;
}

export interface Metric {
  readonly name: string;
  readonly parameters: ParameterTable;
  readonly better: 'lower' | 'higher';
}

export type WholeMetric = Metric & MetricDetails;

export function defineMetric(metric: WholeMetric): WholeMetric {
  return metric;
}
