/**
 * The parts of declarations that only documentation, other frameworks and training ask for. A bundle may leave them out and load
 * them at the first question (`scripts/split.ts` puts another module in this one's place): whoever reads one asks here.
 */
import type { DataSet, DataSetDetails } from './datasets/dataset.js';
import type { Initializer, InitializerDetails } from './initializers/initializer.js';
import type { Layer, LayerDetails } from './layers/layer.js';
import type { Loss, LossDetails } from './losses/loss.js';
import type { Metric, MetricDetails } from './metrics/metric.js';
import type { Operation, OperationDetails } from './operations/operation.js';
import type { Optimizer, OptimizerDetails } from './optimizers/optimizer.js';
import type { Schedule, ScheduleDetails } from './schedules/schedule.js';
import type { Setting, SettingDetails } from './settings/setting.js';

interface Kinds {
  readonly dataset: [DataSet, DataSetDetails];
  readonly initializer: [Initializer, InitializerDetails];
  readonly layer: [Layer, LayerDetails];
  readonly loss: [Loss, LossDetails];
  readonly metric: [Metric, MetricDetails];
  readonly operation: [Operation, OperationDetails];
  readonly optimizer: [Optimizer, OptimizerDetails];
  readonly schedule: [Schedule, ScheduleDetails];
  readonly setting: [Setting, SettingDetails];
}

/** Of a declaration of this kind. */
export function detailsOf<K extends keyof Kinds>(_kind: K, declaration: Kinds[K][0]): Kinds[K][1] {
  return declaration as Kinds[K][0] & Kinds[K][1];
}

declare const lifted: unique symbol;

/** A sentence of documentation: read it with `docText`. */
export type Doc = string | { readonly [lifted]: never };

export function docText(doc: Doc): string {
  return doc as string;
}
