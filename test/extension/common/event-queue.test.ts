/** The queue before a panel: few events, the same state. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EventQueue } from '../../../src/extension/common/event-queue.js';
import type { RunEvent } from '../../../src/messages/run.js';
import { snapshotOf } from '../../../src/messages/run-state.js';
import { spiralBoundary, spiralEvents } from '../../webview/spiral-run.js';

const losses = (sequence: number, first: number, values: number[]): RunEvent => ({
  sequence,
  type: 'steps',
  first,
  losses: values,
  epoch: 0,
  learningRate: 0.1,
  samplesPerSecond: 10,
});

const taken = (events: readonly RunEvent[]): RunEvent[] | undefined => {
  const queue = new EventQueue();
  for (const event of events) queue.push(event);
  return queue.take();
};

describe('events that wait for a panel', () => {
  it('join steps that follow each other, and take the number of the last', () => {
    assert.deepEqual(taken([losses(4, 1, [3, 2]), losses(5, 3, [1])]), [losses(5, 1, [3, 2, 1])]);
  });

  it('keep steps apart that do not follow each other', () => {
    assert.equal(taken([losses(4, 1, [3, 2]), losses(5, 9, [1])])?.length, 2);
  });

  it('keep only the newest boundary, in its place', () => {
    const boundary = (sequence: number): RunEvent => ({
      sequence,
      type: 'boundary',
      boundary: spiralBoundary(sequence),
    });
    const events = taken([boundary(1), losses(2, 1, [1]), boundary(3), losses(4, 2, [1])]);
    assert.deepEqual(
      events?.map(({ sequence, type }) => [sequence, type]),
      [
        [3, 'boundary'],
        [4, 'steps'],
      ],
    );
  });

  it('lead to the same snapshot as all events would, wherever the panel takes them', () => {
    const all = spiralEvents(30);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1 }), sizes => {
        const queue = new EventQueue();
        const sent: RunEvent[] = [];
        let [at, turn] = [0, 0];
        while (at < all.length) {
          const size = sizes[turn++ % sizes.length] ?? 1;
          for (const event of all.slice(at, at + size)) queue.push(event);
          at += size;
          sent.push(...(queue.take() ?? []));
        }
        assert.deepEqual(snapshotOf(sent), snapshotOf(all));
      }),
    );
  });

  it('give way to a snapshot when an hour of them has come, and hold nothing more', () => {
    const queue = new EventQueue();
    for (let i = 1; i <= 100_000; i++) queue.push(losses(i, i, [1]));
    assert.equal(queue.isEmpty, false);
    assert.equal(queue.take(), undefined);
    assert.equal(queue.isEmpty, true);
    queue.push(losses(100_001, 100_001, [1]));
    assert.equal(queue.take()?.length, 1);
  });
});
