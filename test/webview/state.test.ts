/** The panel's state: what messages make of it, and what a person sees of it. */
import assert from 'node:assert/strict';
import type { RunLife } from '../../src/messages/panel.js';
import type { RunEvent } from '../../src/messages/run.js';
import { snapshotOf } from '../../src/messages/run-state.js';
import {
  afterMessage,
  announcement,
  firstState,
  listens,
  mainButton,
  memoryOf,
  stateWord,
  trouble,
  typedRate,
  type RunView,
} from '../../webview/state.js';
import { spiralEvents } from './spiral-run.js';

const target = { uri: 'file:///a.nn', network: 'Spiral', train: null };

function viewOf(last?: RunEvent, life: RunLife = 'live', resumable = false): RunView {
  const snapshot = snapshotOf([...spiralEvents(5), ...(last ? [last] : [])]);
  return { kind: 'run', snapshot, life, resumable };
}

const failed = (layer: string | null): RunEvent => ({
  sequence: 99,
  type: 'failed',
  error: { message: 'The loss is not finite.', layer, place: null },
});

describe("the panel's state", () => {
  it('ignores events before there is a run to add them to', () => {
    assert.equal(afterMessage(firstState, { type: 'events', number: 1, events: spiralEvents(1) }), firstState);
  });

  it('is what the newest view says, with the events since', () => {
    const shown = afterMessage(firstState, {
      type: 'view',
      number: 1,
      target,
      title: 'a.nn',
      run: 'spiral-1',
      view: viewOf(),
    });
    const next = afterMessage(shown, { type: 'events', number: 2, events: spiralEvents(7) });
    assert.ok(next.view?.kind === 'run');
    assert.equal(next.view.snapshot.epoch, 7);
    assert.deepEqual(memoryOf(next), { target, run: 'spiral-1', logarithmic: false });
    assert.equal(memoryOf(firstState), undefined);
  });

  it('has a first button for each state', () => {
    const labels = (view: RunView): [string, boolean] => [mainButton(view).label, listens(view)];
    assert.deepEqual(labels(viewOf()), ['Pause', true]);
    assert.deepEqual(labels(viewOf({ sequence: 99, type: 'paused' })), ['Resume', true]);
    assert.deepEqual(labels(viewOf({ sequence: 99, type: 'stopped' }, 'ended', true)), ['Continue', false]);
    assert.deepEqual(labels(viewOf({ sequence: 99, type: 'finished' }, 'ended')), ['Train Again', false]);
    assert.deepEqual(labels(viewOf(failed('dense'), 'ended')), ['Train Again', false]);
    assert.deepEqual(labels(viewOf(undefined, 'lost', true)), ['Continue', false]);
    assert.deepEqual(labels(viewOf(undefined, 'lost')), ['Train Again', false]);
    assert.equal(stateWord(viewOf(undefined, 'lost')), 'Interrupted');
  });

  it('names the layer that a failure is about, once', () => {
    assert.equal(trouble(viewOf()), undefined);
    assert.equal(trouble(viewOf(failed('dense_2'), 'ended'))?.cause, 'The loss is not finite. The layer is dense_2.');
    assert.equal(trouble(viewOf(failed(null), 'ended'))?.cause, 'The loss is not finite.');
  });

  it('is spoken in one sentence', () => {
    // Loss and accuracy of epoch 5 by the curves of the made-up run: fall(5) = 0.02 + 0.68 / (1 + e^-2.6) = 0.65299.
    assert.equal(announcement(viewOf()), 'Training, epoch 5, loss 0.7609, accuracy 51.0 %');
    assert.match(announcement(viewOf(undefined, 'lost')), /^Interrupted\. The training process ended/);
  });

  it('takes a learning rate as people write it, and nothing else', () => {
    const typed = ['0.01', ' 1e-3 ', '0', '', ' ', 'fast', '-1', 'Infinity', '1,5'].map(typedRate);
    assert.deepEqual(typed, [0.01, 0.001, 0, ...Array.from({ length: 6 }, () => undefined)]);
  });
});
