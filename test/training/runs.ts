/** A run's configuration and events for tests. */
import type { RunConfig, RunEvent } from '../../src/messages/run.js';

export const config: RunConfig = {
  run: 'Net 1',
  folder: '/runs/Net 1',
  uri: 'file:///net.nn',
  network: 'Net',
  train: null,
  data: 'spiral',
  loss: 'cross_entropy',
  optimizer: 'sgd(lr: 0.1)',
  schedule: null,
  batch: 10,
  epochs: 3,
  seed: 1,
  learningRate: 0.1,
  samples: { train: 80, validation: 20 },
  stepsPerEpoch: 8,
  parameters: 33,
  plannedBytes: 4096,
  metrics: [
    { name: 'loss', percent: false, better: 'lower' },
    { name: 'accuracy', percent: true, better: 'higher' },
  ],
  classes: ['0', '1'],
  startedAt: '2026-01-01T00:00:00.000Z',
};

/** Events of so many steps, `each` of them in one event, numbered from `sequence` on. */
export function stepEvents(count: number, each = 1, sequence = 2): RunEvent[] {
  const events: RunEvent[] = [];
  for (let first = 1; first <= count; first += each) {
    const length = Math.min(each, count - first + 1);
    events.push({
      ...{ type: 'steps', sequence: sequence++, first, epoch: 0, learningRate: 0.1, samplesPerSecond: 1000 },
      losses: Array.from({ length }, (_, i) => first + i),
    });
  }
  return events;
}

export const started: RunEvent = { type: 'started', sequence: 1, config, points: null };
