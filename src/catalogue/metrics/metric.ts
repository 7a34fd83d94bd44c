/** What a metric declares: a figure beside the loss. */
import type { ParameterTable } from '../parameter.js';

export interface Metric {
  readonly name: string;
  readonly summary: string;
  readonly parameters: ParameterTable;
  readonly better: 'lower' | 'higher';
  /** Sum over the samples of a batch; the panel shows the mean. `classes` is the size of the last dimension of `output`. */
  sum(output: Float32Array, target: Float32Array | Int32Array, samples: number, classes: number): number;
}

export function defineMetric(metric: Metric): Metric {
  return metric;
}
