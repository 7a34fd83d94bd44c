/** What panel and extension may say to each other, and what is refused. */
import assert from 'node:assert/strict';
import * as v from 'valibot';
import { fromPanel, panelMemory, toPanel } from '../../src/messages/panel.js';
import { snapshotOf } from '../../src/messages/run-state.js';
import { spiralEvents } from '../webview/spiral-run.js';

const target = { uri: 'file:///a.nn', network: null, train: null };
const view = { kind: 'run', snapshot: snapshotOf(spiralEvents(3)), life: 'live', resumable: false };
const whole = { type: 'view', number: 1, target, title: 'a.nn', run: 'spiral-1', view };

const takes = (schema: v.GenericSchema, value: unknown): boolean => v.safeParse(schema, value).success;

describe('messages of the panel', () => {
  it('come through JSON unchanged', () => {
    for (const message of [whole, { type: 'events', number: 2, events: spiralEvents(2) }]) {
      const arrived = v.safeParse(toPanel, JSON.parse(JSON.stringify(message)));
      assert.ok(arrived.success);
      assert.deepEqual(arrived.output, message);
    }
  });

  it('are refused where a part is missing, of another kind or not a number', () => {
    const wrong: unknown[] = [
      null,
      'view',
      { ...whole, number: -1 },
      { ...whole, number: 0.5 },
      { ...whole, view: { kind: 'game' } },
      { ...whole, view: { ...view, life: 'asleep' } },
      { ...whole, view: { ...view, snapshot: { ...view.snapshot, elapsedMs: NaN } } },
      { type: 'events', number: 1, events: [{ type: 'steps', sequence: 1 }] },
    ];
    for (const message of wrong) assert.equal(takes(toPanel, message), false, JSON.stringify(message));
  });

  it('from the panel can ask for nothing but what is listed', () => {
    for (const type of ['ready', 'restart', 'continue', 'manageTrust', 'showText'])
      assert.ok(takes(fromPanel, { type }), type);
    assert.ok(takes(fromPanel, { type: 'control', control: { type: 'learningRate', value: 0.1 } }));
    const wrong: unknown[] = [
      {},
      { type: 'execute', command: 'rm' },
      { type: 'drawn' },
      { type: 'control', control: { type: 'learningRate', value: Infinity } },
      { type: 'control', control: { type: 'learningRate', value: -0.1 } },
      { type: 'control', control: { type: 'explode' } },
    ];
    for (const message of wrong) assert.equal(takes(fromPanel, message), false, JSON.stringify(message));
  });

  it('of an older version are not taken for a memory', () => {
    assert.ok(takes(panelMemory, { target, run: null, logarithmic: true }));
    assert.equal(takes(panelMemory, { target, run: 7, logarithmic: true }), false);
    assert.equal(takes(panelMemory, undefined), false);
  });
});
