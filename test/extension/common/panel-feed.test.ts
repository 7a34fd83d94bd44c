/** The feed of a panel: a whole view first, then events at a panel's own pace. */
import assert from 'node:assert/strict';
import { PanelFeed, type Subject } from '../../../src/extension/common/panel-feed.js';
import type { Run, RunListener } from '../../../src/extension/common/run.js';
import type { RunLife, ToPanel } from '../../../src/messages/panel.js';
import type { Control, RunEvent, RunSnapshot } from '../../../src/messages/run.js';
import { emptySnapshot, snapshotOf, withEvent } from '../../../src/messages/run-state.js';
import { afterMessage, firstState } from '../../../webview/state.js';
import { spiralEvents } from '../../webview/spiral-run.js';

/** A run in this process, whose events the test gives. */
class LocalRun implements Run {
  readonly name = 'spiral-1';
  snapshot: RunSnapshot = emptySnapshot;
  life: RunLife = 'live';
  resumable = false;
  readonly told: Control[] = [];
  readonly #listeners = new Set<RunListener>();

  send(control: Control): void {
    this.told.push(control);
  }

  listen(listener: RunListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  happen(events: readonly RunEvent[]): void {
    this.snapshot = events.reduce(withEvent, this.snapshot);
    for (const listener of this.#listeners) listener(events);
  }

  end(): void {
    this.life = 'ended';
    for (const listener of this.#listeners) listener(undefined);
  }
}

class HandClock {
  time = 0;
  #waiting: { at: number; callback: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): void {
    this.#waiting.push({ at: this.time + milliseconds, callback });
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.#waiting.filter(({ at }) => at <= this.time);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.time);
    for (const { callback } of due) callback();
  }
}

function feeding(): { run: LocalRun; clock: HandClock; feed: PanelFeed; sent: ToPanel[]; subject: Subject } {
  const run = new LocalRun();
  const clock = new HandClock();
  const sent: ToPanel[] = [];
  const subject = { target: { uri: 'file:///a.nn', network: null, train: null }, title: 'a.nn', shown: run };
  const feed = new PanelFeed(subject, message => sent.push(message), clock);
  return { run, clock, feed, sent, subject };
}

describe('the feed of a panel', () => {
  it('says nothing to a panel that has not loaded', () => {
    const { run, clock, sent } = feeding();
    run.happen(spiralEvents(3));
    clock.pass(1000);
    assert.deepEqual(sent, []);
  });

  it('sends one snapshot when the panel is ready, then what is new', () => {
    const { run, clock, feed, sent } = feeding();
    const events = spiralEvents(4);
    run.happen(events.slice(0, 10));
    feed.ready();
    feed.drawn(1);
    run.happen(events.slice(10));
    clock.pass(100);
    assert.deepEqual(
      sent.map(({ type }) => type),
      ['view', 'events'],
    );
    const state = sent.reduce(afterMessage, firstState);
    assert.ok(state.view?.kind === 'run');
    assert.deepEqual(state.view.snapshot, snapshotOf(events));
  });

  it('sends at most ten messages a second', () => {
    const { run, clock, feed, sent } = feeding();
    feed.ready();
    const events = spiralEvents(100);
    for (const event of events) {
      run.happen([event]);
      clock.pass(10);
      feed.drawn(sent.length);
    }
    // 301 events in 3.01 seconds: the first message at once, then one each 100 ms.
    assert.ok(sent.length <= 32 && sent.length >= 29, `${sent.length} messages`);
  });

  it('waits for a panel that does not draw, however long, and then sends one message', () => {
    const { run, clock, feed, sent } = feeding();
    feed.ready();
    for (const event of spiralEvents(60)) {
      run.happen([event]);
      clock.pass(60_000);
    }
    assert.equal(sent.length, 1);
    feed.drawn(1);
    clock.pass(1000);
    assert.equal(sent.length, 2);
    const state = sent.reduce(afterMessage, firstState);
    assert.ok(state.view?.kind === 'run');
    assert.deepEqual(state.view.snapshot, run.snapshot);
  });

  it('is silent while the panel is hidden, and sends a snapshot when it is back', () => {
    const { run, clock, feed, sent } = feeding();
    feed.ready();
    feed.drawn(1);
    feed.sleep();
    run.happen(spiralEvents(50));
    clock.pass(1000);
    assert.equal(sent.length, 1);
    feed.ready();
    const last = sent.at(-1);
    assert.ok(last?.type === 'view' && last.view.kind === 'run');
    assert.deepEqual(last.view.snapshot, run.snapshot);
  });

  it('sends the whole view again when the run ends, and when something else is shown', () => {
    const { run, clock, feed, sent, subject } = feeding();
    feed.ready();
    feed.drawn(1);
    run.end();
    clock.pass(100);
    feed.drawn(2);
    feed.show({ ...subject, shown: { kind: 'refused', messages: ['no'] } });
    clock.pass(100);
    run.happen(spiralEvents(2));
    clock.pass(1000);
    assert.deepEqual(
      sent.map(message => message.type === 'view' && [message.view.kind, message.run]),
      [
        ['run', 'spiral-1'],
        ['run', 'spiral-1'],
        ['refused', null],
      ],
    );
  });
});
