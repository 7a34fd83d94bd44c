/** What a run's events add up to. */
import assert from 'node:assert/strict';
import * as v from 'valibot';
import { runSnapshot, type RunEvent } from '../../src/messages/run.js';
import { snapshotOf, withEvent } from '../../src/messages/run-state.js';
import { started, stepEvents } from '../training/runs.js';

const epochEvent = (epoch: number, sequence: number): RunEvent => ({
  ...{ type: 'epoch', sequence, epoch, step: 8 * epoch, elapsedMs: 10 * epoch },
  training: { loss: 1 / epoch, accuracy: 0.5 },
  validation: { loss: 2 / epoch, accuracy: 0.25 },
});

describe('the snapshot of a run', () => {
  it('is the same whether events are applied at once or over an older snapshot that holds some of them', () => {
    const events = [started, ...stepEvents(20, 3), epochEvent(1, 100)];
    const whole = snapshotOf(events);
    let overlapping = snapshotOf(events.slice(0, 5));
    for (const event of events.slice(2)) overlapping = withEvent(overlapping, event);
    assert.deepEqual(overlapping, whole);
  });

  it('passes its own schema', () => {
    const snapshot = snapshotOf([started, ...stepEvents(5000, 7), epochEvent(1, 9000), epochEvent(2, 9001)]);
    assert.ok(v.safeParse(runSnapshot, JSON.parse(JSON.stringify(snapshot))).success);
  });

  it('keeps every step of a short run', () => {
    const { steps, step, state } = snapshotOf([started, ...stepEvents(50, 4)]);
    assert.deepEqual(
      steps.loss,
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
    assert.deepEqual([step, state, steps.stride], [50, 'running', 1]);
  });

  it('thins a long run to means of equally many steps, however its steps come', () => {
    // The loss of step i is i, so the mean of the steps i + 1 to i + s is i + (s + 1) / 2.
    for (const each of [1, 7, 64]) {
      const { steps } = snapshotOf([started, ...stepEvents(10_000, each)]);
      const { stride } = steps;
      assert.ok(steps.step.length <= 2000 + 64 && steps.step.length > 500);
      steps.step.forEach((step, i) => {
        assert.equal(step, (i + 1) * stride);
        assert.equal(steps.loss[i], i * stride + (stride + 1) / 2);
      });
      assert.equal(steps.step.length * stride + steps.pending.count, 10_000);
    }
  });

  it('gives a metric that comes later null for the epochs before', () => {
    const bare: RunEvent = { ...epochEvent(1, 2), training: { loss: 3 }, validation: {} } as RunEvent;
    const { epochs } = snapshotOf([started, bare, epochEvent(2, 3)]);
    assert.deepEqual(epochs.training, { loss: [3, 0.5], accuracy: [null, 0.5] });
    assert.deepEqual(epochs.validation, { loss: [null, 1], accuracy: [null, 0.25] });
  });

  it('thins epochs and keeps the newest', () => {
    const events = Array.from({ length: 5001 }, (_, i) => epochEvent(i + 1, i + 2));
    const { epochs } = snapshotOf([started, ...events]);
    assert.equal(epochs.epoch.at(-1), 5001);
    assert.ok(epochs.epoch.length <= 2001);
    assert.deepEqual(
      epochs.training['loss'],
      epochs.epoch.map(epoch => 1 / epoch),
    );
  });

  it('tells the time by each step, not by the last epoch alone', () => {
    const steps = stepEvents(10, 5).map((event, i) => ({ ...event, elapsedMs: 1000 * (i + 1) }));
    assert.equal(snapshotOf([started, ...steps]).elapsedMs, 2000);
    // Steps of an earlier version do not say it.
    assert.equal(snapshotOf([started, epochEvent(1, 2), ...stepEvents(5, 5, 3)]).elapsedMs, 10);
  });

  it('follows pauses, and holds the error of a failed run', () => {
    const error = { message: 'Step 3: no number', layer: 'conv_1', place: null };
    const states = (
      [
        { type: 'paused' },
        { type: 'resumed' },
        { type: 'stopped' },
        { type: 'finished' },
        { type: 'failed', error },
      ] as const
    ).map(event => snapshotOf([started, { ...event, sequence: 2 }]));
    assert.deepEqual(
      states.map(({ state }) => state),
      ['paused', 'running', 'stopped', 'finished', 'failed'],
    );
    assert.deepEqual(states.at(-1)?.lastError, error);
  });
});
