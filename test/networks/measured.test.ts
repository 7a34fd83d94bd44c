/**
 * Further networks of torchvision 0.29.2, as PyTorch 2.15 measures them: figures of `make_reference.py --only models --list`, the script
 * that made test/reference/models, for `torchvision.models` (`.video` for the last two) without weights.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { NetworkReport } from '../../src/analysis/report.js';
import { reportOf } from './examples.js';

/** Parameters, multiply-adds, kept for backward at batch 1 and 2, of which the input at batch 1, inference peak. */
type Measured = readonly [number, number, number, number, number, number];

const networks: Readonly<Record<string, Measured>> = {
  efficientnet_b0: [5_288_548, 385_814_752, 88_362_116, 176_556_168, 602_112, 11_038_720],
  mobilenet_v3_large: [5_483_032, 216_589_760, 44_211_552, 88_325_504, 602_112, 7_827_456],
  mnasnet1_0: [4_383_312, 314_415_872, 44_417_152, 88_682_624, 602_112, 6_221_824],
  shufflenet_v2: [2_278_604, 144_907_992, 20_449_680, 40_834_640, 602_112, 3_010_560],
  convnext_tiny: [28_589_128, 4_455_531_264, 109_155_876, 218_311_752, 602_112, 12_644_352],
  efficientnet_v2_s: [21_458_488, 8_365_617_152, 452_860_040, 905_104_592, 1_769_472, 21_233_664],
  r3d_18: [33_371_472, 20_348_379_136, 84_436_480, 168_834_560, 1_204_224, 33_316_864],
  r2plus1d_18: [31_505_325, 20_259_642_880, 250_824_688, 501_547_976, 1_204_224, 49_373_184],
};

describe('networks as PyTorch measures them', () => {
  for (const [name, measured] of Object.entries(networks)) {
    it(`counts ${name} to the last unit`, () => {
      const at = (batch: number): NetworkReport['totals'] =>
        reportOf(`test/networks/further/${name}.nn`, { batch }).totals;
      const [one, two] = [at(1), at(2)];
      assert.deepEqual(
        [
          one.parameters.trainable.value,
          one.multiplyAdds?.value,
          one.bytes.keptForBackward?.value,
          two.bytes.keptForBackward?.value,
          one.bytes.ofWhichInput?.value,
          one.bytes.inferencePeak?.value,
        ],
        measured,
      );
    });
  }
});
