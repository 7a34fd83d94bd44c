/** Operations that draw numbers: how often, how independent, and again the same in the backward pass. */
import assert from 'node:assert/strict';
import { Dim } from '../../../src/shape/dim.js';
import { differentiate } from '../../../src/plan/differentiate.js';
import { Tape, type Value } from '../../../src/plan/program.js';
import { emptyTensor, evaluate, valueOf } from './evaluate.js';
import { dims } from './check-op.js';

const COUNT = 20000;

interface Dropped {
  readonly y: Float64Array;
  readonly gradient: Float64Array;
}

/** Dropout of ones, twice in one program, and the gradient of the sum. */
function dropTwice(p: number, channel: boolean, shape: readonly Dim[]): readonly [Dropped, Dropped] {
  const tape = new Tape();
  const { op } = tape.sequence;
  const make = (): { x: Value; y: Value } => {
    const x = tape.sequence.source({ shape, batched: true, dtype: 'float' });
    return { x, y: op.dropout(x, { p, channel }) };
  };
  const [first, second] = [make(), make()];
  const axes = shape.map((_, i) => i);
  const sum = op.sumOverBatch(op.reduceSum(op.add(first.y, second.y), { axes, keep: false }));
  const gradients = differentiate(tape, sum, [first.x, second.x]);
  const ones = emptyTensor(first.x, 2);
  ones.data.fill(1);
  const values = evaluate(
    tape.nodes(),
    new Map([
      [first.x, ones],
      [second.x, ones],
    ]),
    2,
  );
  const read = (value: Value): Float64Array => Float64Array.from(valueOf(values, value).data);
  const result = ({ x, y }: { x: Value; y: Value }): Dropped => ({ y: read(y), gradient: read(gradients.get(x)!) });
  return [result(first), result(second)];
}

describe('dropout', () => {
  it('drops its share, scales the rest so that the mean stays, and lets gradients through where values went', () => {
    const [{ y, gradient }] = dropTwice(0.3, false, [Dim.of(COUNT / 2)]);
    const kept = y.filter(value => value !== 0);
    // Of 20,000 draws a share lies within five deviations: 5 sqrt(0.3 0.7 / 20000) = 0.016.
    assert.ok(Math.abs(kept.length / COUNT - 0.7) < 0.016);
    assert.ok(kept.every(value => Math.abs(value - 1 / 0.7) < 1e-12));
    assert.deepEqual(gradient, y);
  });

  it('draws anew for each of its calls', () => {
    const [a, b] = dropTwice(0.5, false, [Dim.of(COUNT / 2)]);
    const equal = a.y.filter((value, i) => value === b.y[i]).length;
    // Two independent fair masks agree on half: within five deviations, 5 sqrt(0.25 / 20000) = 0.018.
    assert.ok(Math.abs(equal / COUNT - 0.5) < 0.018);
  });

  it('drops whole channels together when asked to', () => {
    const [{ y }] = dropTwice(0.5, true, dims(50, 3, 2));
    for (let channel = 0; channel < 100; channel++) {
      assert.equal(new Set(y.slice(channel * 6, channel * 6 + 6)).size, 1);
    }
    const dropped = Array.from({ length: 100 }, (_, channel) => y[channel * 6]).filter(value => value === 0).length;
    assert.ok(dropped > 25 && dropped < 75);
  });
});

describe('sequences', () => {
  it('give a random node that is repeated numbers of its own', () => {
    const tape = new Tape();
    const { sequence } = tape;
    const first = sequence.op.normal({ shape: [Dim.of(COUNT)], batched: false });
    const [second] = sequence.repeat(sequence.nodes[0]!, []);
    const values = evaluate(tape.nodes(), new Map(), 1);
    const [a, b] = [valueOf(values, first).data, valueOf(values, second!).data];
    const mean = (f: (i: number) => number): number => Array.from(a, (_, i) => f(i)).reduce((s, x) => s + x) / COUNT;
    // Mean 0, variance 1, no correlation: each within five deviations of 1 / sqrt(20000) (times sqrt(2) for the variance).
    const bound = 5 / Math.sqrt(COUNT);
    assert.ok(Math.abs(mean(i => a[i]!)) < bound);
    assert.ok(Math.abs(mean(i => a[i]! ** 2) - 1) < bound * Math.SQRT2);
    assert.ok(Math.abs(mean(i => a[i]! * b[i]!)) < bound);
  });
});
