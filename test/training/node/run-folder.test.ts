/** The folder of a run can be read at any time, whatever was cut off. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunFolder } from '../../../src/training/node/run-folder.js';
import type { RunEvent } from '../../../src/messages/run.js';
import { config, started, stepEvents } from '../runs.js';

const boundary = (sequence: number): RunEvent => ({
  ...{ type: 'boundary', sequence },
  boundary: {
    columns: 1,
    rows: 1,
    xMin: 0,
    xMax: 1,
    yMin: 0,
    yMax: 1,
    classes: [sequence],
    confidence: [50],
    epoch: 0,
  },
});

describe('the folder of a run', () => {
  let runs = '';
  beforeEach(() => (runs = mkdtempSync(join(tmpdir(), 'netwright-runs-'))));
  afterEach(() => rmSync(runs, { recursive: true, force: true }));
  const create = (): RunFolder => RunFolder.create(runs, 'Net', new Date(0)).folder;

  it('gives two runs of one second names of their own', () => {
    create();
    create();
    assert.deepEqual(readdirSync(runs).sort(), ['Net 1970-01-01 00.00.00', 'Net 1970-01-01 00.00.00 (2)']);
  });

  it('gives back what was written, without a line that a kill cut off', () => {
    const folder = create();
    const events = [started, ...stepEvents(3)];
    for (const event of events) folder.append(event);
    folder.close();
    appendFileSync(join(folder.path, 'events.jsonl'), '{"type":"paused","seq');
    assert.deepEqual(folder.readEvents(), events);
  });

  it('keeps the newest boundary only, in its place', () => {
    const folder = create();
    const [first, second, third] = stepEvents(3, 1, 10);
    for (const event of [started, boundary(2), first!, boundary(11), third!]) folder.append(event);
    assert.deepEqual(folder.readEvents(), [started, first, boundary(11), third]);
    assert.equal(second!.sequence, 11);
    folder.close();
  });

  it('goes back to a checkpoint: what came after it is dropped', () => {
    const folder = create();
    const events = [started, ...stepEvents(6)];
    for (const event of events) folder.append(event);
    folder.append(boundary(8));
    folder.rewind(4);
    assert.deepEqual(folder.readEvents(), events.slice(0, 4));
    folder.append(events[4]!);
    assert.deepEqual(folder.readEvents(), events.slice(0, 5));
    folder.close();
  });

  it('holds its configuration, its texts and the checkpoint, and no file half written', () => {
    const folder = create();
    const sources = { uri: config.uri, texts: { [config.uri]: 'network Net { }' }, network: null, train: null };
    folder.writeStart(config, sources);
    folder.writeCheckpoint(Uint8Array.of(1, 2, 3));
    assert.deepEqual(folder.config(), { ok: true, value: config });
    assert.deepEqual(folder.sources(), { ok: true, value: sources });
    assert.deepEqual(folder.readCheckpoint(), { ok: true, value: Uint8Array.of(1, 2, 3) });
    assert.ok(readdirSync(folder.path).every(name => !name.endsWith('.tmp')));
  });

  it('says so where there is no checkpoint or its files are no ours', () => {
    const folder = create();
    assert.equal(folder.readCheckpoint().ok, false);
    assert.equal(folder.config().ok, false);
    appendFileSync(join(folder.path, 'config.json'), '{}');
    assert.equal(folder.config().ok, false);
  });
});
