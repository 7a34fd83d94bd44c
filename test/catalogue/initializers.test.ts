/** Initializers: bounds, means and deviations as their formulas say (PyTorch's `nn.init` documentation), on drawn numbers. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { initializers } from '../../src/catalogue/initializers/index.js';
import type { Initializer } from '../../src/catalogue/initializers/initializer.js';
import { normal, streamOf, uniform } from '../../src/shape/random.js';
import { readCall } from './read-call.js';

const table = initializers as readonly Initializer[];
const stream = streamOf('test', 'weights');

/** `call` on a weight of this shape, its fans as PyTorch counts them. */
function drawn(call: string, shape: readonly number[]): Float64Array {
  const { declaration, args } = readCall(table, call);
  const count = shape.reduce((all, size) => all * size, 1);
  const [out = 1, into = 1, ...field] = shape;
  const area = field.reduce((all, size) => all * size, 1);
  const numbers = new Float64Array(count).fill(NaN);
  const draw = { uniform: (i: number) => uniform(3, stream, i), normal: (i: number) => normal(3, stream, i) };
  declaration.fill(numbers, shape, { fanIn: into * area, fanOut: out * area }, draw, args);
  return numbers;
}

const mean = (x: Float64Array): number => x.reduce((sum, v) => sum + v, 0) / x.length;
function deviation(x: Float64Array): number {
  const centre = mean(x);
  return Math.sqrt(x.reduce((sum, v) => sum + (v - centre) ** 2, 0) / x.length);
}
const largest = (x: Float64Array): number => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

/** Within 3 %, which 20,000 draws keep with room to spare. */
function checkNear(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 0.03 * expected, `${String(actual)} instead of ${String(expected)}`);
}

describe('initializers', () => {
  const shape = [100, 50, 2, 2];

  for (const [call, bound] of [
    ['kaiming_uniform()', 1 / Math.sqrt(200)],
    ['kaiming_uniform(a: 0, mode: fan_out)', Math.sqrt(6 / 400)],
    ['xavier(gain: 2)', 2 * Math.sqrt(6 / 600)],
    ['fan_in_uniform()', 1 / Math.sqrt(200)],
    ['uniform(-0.2, 0.2)', 0.2],
  ] as const) {
    it(`${call} fills evenly up to ${bound.toFixed(4)}`, () => {
      const numbers = drawn(call, shape);
      assert.ok(largest(numbers) <= bound);
      checkNear(largest(numbers), bound);
      checkNear(deviation(numbers), bound / Math.sqrt(3));
    });
  }

  for (const [call, std] of [
    ['he()', Math.sqrt(2 / 200)],
    ['he(mode: fan_out)', Math.sqrt(2 / 400)],
    ['kaiming_normal(a: 1)', Math.sqrt(1 / 200)],
    ['xavier_normal()', Math.sqrt(2 / 600)],
    ['lecun()', Math.sqrt(1 / 200)],
    ['normal(std: 0.3)', 0.3],
    ['standard_normal()', 1],
    ['small_normal()', 0.02],
  ] as const) {
    it(`${call} draws with deviation ${std.toFixed(4)}`, () => {
      const numbers = drawn(call, shape);
      checkNear(deviation(numbers), std);
      assert.ok(Math.abs(mean(numbers)) < 0.03 * std);
    });
  }

  it('truncated_normal stays within two deviations and keeps 0.88 of the deviation', () => {
    // The deviation of a normal distribution cut at two deviations is 0.8796 of the uncut one.
    const numbers = drawn('truncated_normal(std: 0.1)', shape);
    assert.ok(largest(numbers) <= 0.2);
    checkNear(deviation(numbers), 0.08796);
  });

  for (const size of [
    [6, 10],
    [10, 6],
    [4, 2, 3],
  ]) {
    it(`orthogonal makes rows or columns of ${size.join('x')} of length 1 at right angles`, () => {
      const numbers = drawn('orthogonal()', size);
      const [rows = 1] = size;
      const columns = numbers.length / rows;
      const few = Math.min(rows, columns);
      const at = (vector: number, i: number): number =>
        numbers[rows <= columns ? vector * columns + i : i * columns + vector] ?? NaN;
      for (let a = 0; a < few; a++) {
        for (let b = 0; b <= a; b++) {
          let dot = 0;
          for (let i = 0; i < Math.max(rows, columns); i++) dot += at(a, i) * at(b, i);
          assert.ok(Math.abs(dot - (a === b ? 1 : 0)) < 1e-12);
        }
      }
    });
  }

  it('identity hands a channel on in the middle of the kernel', () => {
    // Yu and Koltun 2016, section 3: the identity of a convolution of 2 channels, 3x3.
    const numbers = Array.from(drawn('identity()', [2, 2, 3, 3]));
    const ones = numbers.flatMap((value, i) => (value === 1 ? [i] : []));
    assert.deepEqual(ones, [4, 2 * 9 + 9 + 4]);
    assert.equal(numbers.filter(value => value !== 0).length, 2);
  });

  it('zeros, ones and constant fill with one number', () => {
    assert.deepEqual([...drawn('zeros()', [2])], [0, 0]);
    assert.deepEqual([...drawn('ones()', [2])], [1, 1]);
    assert.deepEqual([...drawn('constant(0.25)', [2])], [0.25, 0.25]);
  });

  it('every one fills all elements with finite numbers, for any rank', () => {
    for (const { name } of table) {
      for (const size of [[1], [7], [3, 4], [2, 3, 4], [2, 1, 3, 3]]) {
        const call = name === 'constant' ? 'constant(1)' : `${name}()`;
        assert.ok(drawn(call, size).every(Number.isFinite), `${name} of ${size.join('x')}`);
      }
    }
  });
});
