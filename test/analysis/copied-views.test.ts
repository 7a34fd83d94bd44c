/**
 * A reshape of a view copies where the dimensions that it merges do not lie one within the other: kept bytes of PyTorch 2.15 (`saved_tensors_hooks`)
 * for silu(view(relu(x * w))), which keeps x, the result of relu, and beside it the copy if there is one.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { networkOf } from './sources.js';

const totalsOf = (shape: string, steps: string): ReturnType<typeof networkOf>['totals'] =>
  networkOf(`network N {\n  input x: ${shape}\n  ${steps}\n}`).totals;

const cases: readonly (readonly [steps: string, shape: string, kept: number])[] = [
  ['permute([1, 2, 0]) -> reshape([12, 6])', '6x3x4', 576],
  ['permute([1, 0, 2]) -> reshape([3, 24])', '6x3x4', 864],
  ['transpose -> flatten', '[6, 4]', 288],
  ['transpose -> transpose -> flatten', '[6, 4]', 192],
  ['take(from: 1, to: 3, axis: 1) -> flatten', '[6, 4]', 240],
  ['take(from: 1, to: 3) -> flatten', '[6, 4]', 192],
  ['transpose -> flatten', '[6, 1]', 48],
  ['transpose -> reshape([4, 2, 3])', '[6, 4]', 192],
  ['reshape([2, 3, 4]) -> permute([1, 0, 2]) -> reshape([6, 4])', '[6, 4]', 288],
];

describe('what a view keeps', () => {
  for (const [steps, shape, kept] of cases) {
    it(`${steps} of ${shape}`, () => {
      const { keptForBackward } = totalsOf(shape, `multiply(parameter([1])) -> relu -> ${steps} -> silu`).bytes;
      assert.equal(keptForBackward?.value, kept);
    });
  }
});

describe('weights', () => {
  it('are no activations where they are handed out as points', () => {
    assert.equal(totalsOf('[4]', 'add(parameter([1000, 4]) -> reduce(mean, axis: 0))').bytes.inferencePeak?.value, 48);
  });

  it('cost no multiply-adds of a sample where their own norm is worked out (5 x 6 of the layer alone)', () => {
    assert.equal(totalsOf('[6]', 'dense(5, weight_norm: spectral)').multiplyAdds?.value, 30);
  });
});
