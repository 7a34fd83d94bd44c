/** How a measured figure is judged. */
import assert from 'node:assert/strict';
import { judged, machineMs, median, type Figure } from '../../scripts/figure.js';

const figure = (unit: Figure['unit'], better: Figure['better']): Figure => ({
  name: 'x',
  unit,
  goal: 10,
  better,
  how: 'by hand',
  measure: () => 0,
});

describe('a figure of the benchmark', () => {
  it('scales a goal in time with the machine: twice as slow a machine may take twice as long', () => {
    assert.equal(judged(figure('ms', 'lower'), 19, 40).holds, true);
    assert.equal(judged(figure('ms', 'lower'), 21, 40).holds, false);
    assert.equal(judged(figure('ms', 'lower'), 11, 20).holds, false);
  });

  it('does not scale sizes, counts and ratios', () => {
    assert.equal(judged(figure('KB', 'lower'), 11, 40).holds, false);
    assert.equal(judged(figure('ratio', 'higher'), 11, 40).holds, true);
    assert.equal(judged(figure('ratio', 'higher'), 9, 40).holds, false);
  });

  it('takes the middle value, or the mean of the two in the middle', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
  });

  it('measures a machine by a loop that takes some time', () => {
    const ms = machineMs(3);
    assert.ok(ms > 0.5 && ms < 5000, `${ms} ms`);
  });
});
