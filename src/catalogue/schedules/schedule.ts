/** What a learning-rate schedule declares. */
import type { ParameterTable, ValuesOf } from '../parameter.js';

export * from '../parameter.js';

export interface Progress {
  /** Epochs finished, with the part of the running one. */
  readonly epoch: number;
  readonly epochs: number;
  /** Validation losses of the finished epochs. */
  readonly losses: readonly number[];
}

export interface Schedule<P extends ParameterTable = ParameterTable, A = ValuesOf<ParameterTable>> {
  readonly name: string;
  readonly summary: string;
  readonly source?: string;
  readonly parameters: P;
  /** Factor on the optimizer's learning rate. */
  factor(progress: Progress, args: A): number;
  readonly spell: { pytorch(args: A): string };
  readonly example: string;
}

export function defineSchedule<P extends ParameterTable>(schedule: Schedule<P, ValuesOf<P>>): Schedule {
  return schedule;
}
