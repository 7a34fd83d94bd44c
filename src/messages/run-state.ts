/** What a run's events add up to: the snapshot that its process, the extension and the panel keep alike. */
import type { EpochColumns, RunEvent, RunSnapshot, StepColumns } from './run.js';

/** Columns longer than this are thinned to half. */
const MOST_ENTRIES = 2000;

export const emptySnapshot: RunSnapshot = {
  state: 'idle',
  sequence: 0,
  config: null,
  epoch: 0,
  step: 0,
  learningRate: null,
  samplesPerSecond: null,
  elapsedMs: 0,
  steps: { stride: 1, step: [], loss: [], pending: { sum: 0, count: 0 } },
  epochs: { epoch: [], step: [], training: {}, validation: {} },
  boundary: null,
  points: null,
  lastError: null,
};

/** The snapshot after one more event. An event that it holds already changes nothing, so a delta may overlap a snapshot. */
export function withEvent(snapshot: RunSnapshot, event: RunEvent): RunSnapshot {
  if (event.sequence <= snapshot.sequence) return snapshot;
  const next = { ...snapshot, sequence: event.sequence };
  switch (event.type) {
    case 'started':
      return {
        ...next,
        state: 'running',
        config: event.config,
        points: event.points,
        learningRate: event.config.learningRate,
      };
    case 'steps':
      return {
        ...next,
        epoch: event.epoch,
        step: event.first + event.losses.length - 1,
        learningRate: event.learningRate,
        samplesPerSecond: event.samplesPerSecond,
        elapsedMs: event.elapsedMs ?? snapshot.elapsedMs,
        steps: withSteps(snapshot.steps, event.first, event.losses),
      };
    case 'epoch':
      return {
        ...next,
        epoch: event.epoch,
        elapsedMs: event.elapsedMs,
        epochs: withEpoch(snapshot.epochs, event),
      };
    case 'boundary':
      return { ...next, boundary: event.boundary };
    case 'learningRate':
      return { ...next, learningRate: event.learningRate };
    case 'paused':
      return { ...next, state: 'paused' };
    case 'resumed':
      return { ...next, state: 'running' };
    case 'stopped':
      return { ...next, state: 'stopped' };
    case 'finished':
      return { ...next, state: 'finished' };
    case 'failed':
      return { ...next, state: 'failed', lastError: event.error };
  }
}

/** The snapshot that a run's events add up to, those of its folder for example. */
export function snapshotOf(events: Iterable<RunEvent>): RunSnapshot {
  let snapshot = emptySnapshot;
  for (const event of events) snapshot = withEvent(snapshot, event);
  return snapshot;
}

function withSteps(columns: StepColumns, first: number, losses: readonly (number | null)[]): StepColumns {
  const step = [...columns.step];
  const loss = [...columns.loss];
  let { sum, count } = columns.pending;
  losses.forEach((each, i) => {
    sum = sum === null || each === null ? null : sum + each;
    count++;
    if (count < columns.stride) return;
    step.push(first + i);
    loss.push(sum === null ? null : sum / count);
    [sum, count] = [0, 0];
  });
  const grown = { stride: columns.stride, step, loss, pending: { sum, count } };
  return step.length > MOST_ENTRIES ? halved(grown) : grown;
}

/** Two entries become one; a last odd one goes back to what is pending. */
function halved({ stride, step, loss, pending }: StepColumns): StepColumns {
  const pairs = Math.floor(step.length / 2);
  const mean = (i: number): number | null => {
    const [a, b] = [loss[2 * i], loss[2 * i + 1]];
    return typeof a === 'number' && typeof b === 'number' ? (a + b) / 2 : null;
  };
  const odd = step.length % 2 === 1 ? loss[step.length - 1] : undefined;
  const sum = odd === undefined ? 0 : odd === null ? null : odd * stride;
  return {
    stride: 2 * stride,
    step: Array.from({ length: pairs }, (_, i) => step[2 * i + 1] ?? 0),
    loss: Array.from({ length: pairs }, (_, i) => mean(i)),
    pending: {
      sum: sum === null || pending.sum === null ? null : sum + pending.sum,
      count: (odd === undefined ? 0 : stride) + pending.count,
    },
  };
}

function withEpoch(columns: EpochColumns, event: Extract<RunEvent, { type: 'epoch' }>): EpochColumns {
  const length = columns.epoch.length;
  const grown = {
    epoch: [...columns.epoch, event.epoch],
    step: [...columns.step, event.step],
    training: withValues(columns.training, event.training, length),
    validation: withValues(columns.validation, event.validation, length),
  };
  return length < MOST_ENTRIES ? grown : thinned(grown);
}

type Columns = EpochColumns['training'];

/** A metric that was not measured in an epoch has null there. */
function withValues(columns: Columns, values: { readonly [name: string]: number | null }, length: number): Columns {
  const names = new Set([...Object.keys(columns), ...Object.keys(values)]);
  const empty = Array.from({ length }, () => null);
  return Object.fromEntries([...names].map(name => [name, [...(columns[name] ?? empty), values[name] ?? null]]));
}

/** Every second entry, the newest among them. */
function thinned({ epoch, step, training, validation }: EpochColumns): EpochColumns {
  const kept = <T>(column: readonly T[]): T[] => column.filter((_, i) => (column.length - 1 - i) % 2 === 0);
  const all = (columns: Columns): Columns =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, kept(column)]));
  return { epoch: kept(epoch), step: kept(step), training: all(training), validation: all(validation) };
}
