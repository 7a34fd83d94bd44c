/** A metric's curves as columns over epochs: what charts draw and the table lists. */
import type { MetricInfo, RunSnapshot } from '../src/messages/run.js';

type Column = (number | null)[];

export interface Curves {
  /** Position in epochs, ascending. */
  readonly x: number[];
  readonly training: Column;
  readonly validation: Column;
}

/** The loss has an entry of training for each step that was kept, every other metric one an epoch. */
export function curvesOf({ config, steps, epochs }: RunSnapshot, metric: MetricInfo): Curves {
  const perEpoch = Math.max(1, config?.stepsPerEpoch ?? 1);
  const fine = metric.name === config?.metrics[0]?.name && steps.step.length > 0;
  const training = fine ? steps.loss : (epochs.training[metric.name] ?? []);
  const trainingAt = fine ? steps.step : epochs.step;
  const validation = epochs.validation[metric.name] ?? [];
  const at = (where: readonly number[], values: readonly (number | null)[]): Map<number, number | null> =>
    new Map(where.map((step, i) => [step, values[i] ?? null]));
  const [first, second] = [at(trainingAt, training), at(epochs.step, validation)];
  const all = [...new Set([...first.keys(), ...second.keys()])].sort((a, b) => a - b);
  return {
    x: all.map(step => step / perEpoch),
    training: all.map(step => first.get(step) ?? null),
    validation: all.map(step => second.get(step) ?? null),
  };
}

/** A logarithmic axis has no place for zero and below. */
export const positive = (column: Column): Column => column.map(value => (value !== null && value > 0 ? value : null));

export interface TableRow {
  readonly epoch: number;
  /** Training and validation of each metric in turn. */
  readonly values: (number | null | undefined)[];
}

/** The newest epochs first, at most `most`. */
export function tableRows({ config, epochs }: RunSnapshot, most: number): TableRow[] {
  const names = (config?.metrics ?? []).map(({ name }) => name);
  const rows = epochs.epoch.map((epoch, i) => ({
    epoch,
    values: names.flatMap(name => [epochs.training[name]?.[i], epochs.validation[name]?.[i]]),
  }));
  return rows.slice(-most).reverse();
}
