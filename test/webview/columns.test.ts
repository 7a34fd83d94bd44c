/** Curves as columns, the table, and numbers as people read them. */
import assert from 'node:assert/strict';
import type { RunSnapshot } from '../../src/messages/run.js';
import { snapshotOf } from '../../src/messages/run-state.js';
import { curvesOf, positive, tableRows } from '../../webview/columns.js';
import { bytesText, countText, figureText, metricText, timeText } from '../../webview/format.js';
import { spiralConfig, spiralEvents } from './spiral-run.js';

const [loss, accuracy] = spiralConfig.metrics;
const columns = (length: number): RunSnapshot['epochs'] => ({
  epoch: Array.from({ length }, (_, i) => i + 1),
  step: Array.from({ length }, (_, i) => 8 * (i + 1)),
  training: { loss: Array.from({ length }, (_, i) => i), accuracy: Array.from({ length }, () => null) },
  validation: { loss: Array.from({ length }, (_, i) => -i) },
});

describe('curves', () => {
  it('have the loss of each step, and the validation where an epoch ends', () => {
    const curves = curvesOf(snapshotOf(spiralEvents(2)), loss!);
    assert.deepEqual(
      curves.x,
      Array.from({ length: 16 }, (_, i) => (i + 1) / 8),
    );
    assert.equal(curves.training.filter(value => value !== null).length, 16);
    assert.deepEqual(
      curves.validation.flatMap((value, i) => (value === null ? [] : [curves.x[i]])),
      [1, 2],
    );
  });

  it('have one entry an epoch for the other metrics, whatever the steps are', () => {
    const curves = curvesOf(snapshotOf(spiralEvents(3)), accuracy!);
    assert.deepEqual(curves.x, [1, 2, 3]);
  });

  it('stay ascending and of bounded length in a long run', () => {
    const curves = curvesOf(snapshotOf(spiralEvents(1500)), loss!);
    assert.ok(curves.x.every((x, i) => i === 0 || x > curves.x[i - 1]!));
    assert.equal(curves.x.at(-1), 1500);
    assert.ok(curves.x.length <= 4000, `${curves.x.length} entries`);
  });

  it('leave out of a logarithmic axis what has no place there', () => {
    assert.deepEqual(positive([1, 0, -1, null, 1e-9]), [1, null, null, null, 1e-9]);
  });
});

describe('the table of values', () => {
  it('has the newest epochs first, training and validation of each metric in turn', () => {
    const snapshot = { ...snapshotOf(spiralEvents(1)), epochs: columns(5) };
    assert.deepEqual(tableRows(snapshot, 2), [
      { epoch: 5, values: [4, -4, null, undefined] },
      { epoch: 4, values: [3, -3, null, undefined] },
    ]);
  });
});

describe('numbers', () => {
  it('are short and say what they are', () => {
    assert.equal(countText(1234567), '1,234,567');
    assert.equal(metricText({ percent: true }, 0.9531), '95.3 %');
    assert.equal(metricText({ percent: false }, 0.134217), '0.1342');
    assert.equal(metricText({ percent: false }, null), 'not finite');
    assert.equal(metricText({ percent: false }, undefined), '–');
    assert.deepEqual([0, 1, 0.00001234, 1234567].map(figureText), ['0', '1', '1.23e-5', '1.23e+6']);
    assert.deepEqual([7000, 750_000, 3_723_000].map(timeText), ['0:07', '12:30', '1:02:03']);
    assert.deepEqual([0, 1023, 1024, 5 * 2 ** 30].map(bytesText), ['0 B', '1023 B', '1.0 KiB', '5.0 GiB']);
  });
});
