/**
 * Bytes kept with weights that are normalized: `parametrizations.weight_norm` and `spectral_norm` of PyTorch 2.15, by `saved_tensors_hooks`
 * in training, at batch 1 and 2 in fp32 and under autocast, storages of parameters and buffers left out.
 */
import assert from 'node:assert/strict';
import { networkOf } from '../analysis/sources.js';

const measured: readonly (readonly [
  input: string,
  steps: string,
  fp32: readonly number[],
  mixed: readonly number[],
])[] = [
  ['8x16x16', 'conv(6, 3, weight_norm: plain)', [9_944, 18_136], [4_984, 9_080]],
  ['8x16x16', 'conv(6, 3, weight_norm: spectral)', [10_236, 18_428], [5_276, 9_372]],
  ['[16]', 'dense(5, weight_norm: plain)', [84, 148], [52, 84]],
  ['[16]', 'dense(5, weight_norm: spectral)', [152, 216], [120, 152]],
  ['4x6x6', 'transposed_conv(8, 3, weight_norm: plain)', [1_744, 2_320], [880, 1_168]],
  [
    '3x8x8',
    'conv(4, 3, weight_norm: plain) -> relu -> conv(5, 1, weight_norm: plain) -> relu -> flatten -> dense(3, weight_norm: plain)',
    [4_784, 6_848],
    [2_416, 3_448],
  ],
];

describe('what layers with normalized weights keep', () => {
  for (const [input, steps, fp32, mixed] of measured) {
    it(`is what PyTorch keeps: ${steps}`, () => {
      const kept = (precision: 'fp32' | 'mixed'): readonly (number | undefined)[] =>
        [1, 2].map(batch => {
          const { totals } = networkOf(`network N {\n  input x: ${input}\n  ${steps}\n}`, {
            batch,
            precision,
            mode: 'train',
          });
          return totals.bytes.keptForBackward?.value;
        });
      assert.deepEqual([kept('fp32'), kept('mixed')], [fp32, mixed]);
    });
  }
});

describe('a selective scan', () => {
  it('has a multiply-add for each position, channel and number of state, that of reading: 16 x 64 x 8', () => {
    const steps = 'selective_scan(parameter([16, 64]), parameter([16, 8]), parameter([16, 8]))';
    const { totals } = networkOf(`network N {\n  input x: [16, 64]\n  ${steps}\n}`);
    assert.equal(totals.multiplyAdds?.value, 8_192);
  });
});
