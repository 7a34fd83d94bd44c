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

/** What only training, documentation and other frameworks ask for: a bundle may load it on demand (`catalogue/details.ts`). */
export interface ScheduleDetails<A = ValuesOf<ParameterTable>> {
  readonly summary: string;
  readonly source?: string;
  /** Factor on the optimizer's learning rate. */
  factor(progress: Progress, args: A): number;
  readonly spell: { pytorch(args: A): string };
  readonly example: string;
}

export interface Schedule<P extends ParameterTable = ParameterTable> {
  readonly name: string;
  readonly parameters: P;
}

export type WholeSchedule = Schedule & ScheduleDetails;

export function defineSchedule<P extends ParameterTable>(
  schedule: Schedule<P> & ScheduleDetails<ValuesOf<P>>,
): WholeSchedule {
  return schedule;
}
