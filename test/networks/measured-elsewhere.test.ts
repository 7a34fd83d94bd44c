/**
 * Networks measured on PyTorch 2.15 like those of test/reference/models: of Hugging Face's transformers 5.24.0, built from their
 * configurations; of timm 1.0.31; and modules written as the papers have them, by `torch.nn` alone.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { NetworkReport } from '../../src/analysis/report.js';
import { reportOf } from './examples.js';

/** Parameters, multiply-adds, kept for backward at batch 1 and 2. */
type Measured = readonly [number, number, number | undefined, number | undefined];

/** Cosines and sines of the positions, which these models make anew in each pass, once for all layers: ours are a layer's buffers. */
const waves = (headWidth: number): number => 2 * 16 * headWidth * 4;

const files: Readonly<Record<string, Readonly<Record<string, Measured>>>> = {
  transformers: {
    // LlamaForCausalLM, sdpa: 154,560 and 307,072.
    Llama: [86_848, 1_347_584, 154_560 - waves(16), 307_072 - waves(16)],
    // Qwen3ForCausalLM, sdpa: 231,104 and 458,112.
    Qwen3: [111_552, 1_806_336, 231_104 - waves(32), 458_112 - waves(32)],
    // BertModel, DistilBertForMaskedLM and T5ForConditionalGeneration, eager.
    Bert: [81_856, 1_118_208, 152_704, 305_280],
    DistilBert: [81_956, 1_282_048, 156_544, 313_088],
    T5: [171_264, 2_522_112, 408_048, 812_896],
  },
  vision_transformers: {
    // deit_tiny_distilled_patch16_224, mixer_s32_224, gmlp_ti16_224, resmlp_12_224, pvt_v2_b0, convnextv2_atto, cait_xxs24_224.
    DeitDistilled: [5_910_800, 1_261_003_776, 30_170_640, 60_341_280],
    MixerS32: [19_104_624, 1_002_426_368, 18_733_576, 37_467_152],
    GmlpTi: [5_867_328, 1_328_989_184, 70_041_504, 140_083_008],
    ResMlp12: [15_350_872, 3_009_739_776, 51_482_112, 102_964_224],
    PvtV2B0: [3_666_760, 566_065_664, 46_188_032, 92_376_064],
    ConvNextV2Atto: [3_708_400, 547_332_480, 48_336_296, 96_672_592],
    // Of several samples timm copies what a permutation gives.
    CaitXxs24: [11_956_264, 2_523_475_200, 115_112_616, undefined],
    // torchvision.models.maxvit_t multiplies keys alone by the scale, where the plain kernel does both by its root.
    MaxVitT: [30_919_624, 5_558_046_720, undefined, undefined],
  },
  written_in_torch: {
    // Each layer of the decoder copies what the encoder gave, if there are several samples.
    Transformer: [186_980, 2_522_112, 386_048, 780_288],
    ConvTasNet: [238_161, 45_849_600, 6_017_928, 12_035_856],
    // With zeros for each sample in the decoder's place at the start, PyTorch keeps more at batch 2.
    Detr: [195_040, 7_842_560, 1_254_096, undefined],
    VqVae: [694_851, 45_613_056, 471_552, 943_104],
    DcnV2: [13_600, 8_592, 1_576, 3_152],
    Mdn: [355, 320, 124, 248],
    WideDeep: [9_610, 1_560, 1_240, 2_472],
    // nn.EmbeddingBag: 80, 144 and 264 of one bag of 7, 160, 280 and 520 of two; the indices are the same.
    Bags: [24_000, 0, 80 + 144 + 264 - 2 * 56, 160 + 280 + 520 - 2 * 112],
  },
};

for (const [file, networks] of Object.entries(files)) {
  describe(`${file.replaceAll('_', ' ')}, as PyTorch measures them`, () => {
    for (const [network, [parameters, multiplyAdds, first, second]] of Object.entries(networks)) {
      it(`counts ${network} to the last unit`, () => {
        const at = (batch: number): NetworkReport['totals'] =>
          reportOf(`test/networks/further/${file}.nn`, { batch, network }).totals;
        const [one, two] = [at(1), at(2)];
        assert.deepEqual(
          [
            one.parameters.trainable.value,
            one.multiplyAdds?.value,
            first === undefined ? undefined : one.bytes.keptForBackward?.value,
            second === undefined ? undefined : two.bytes.keptForBackward?.value,
          ],
          [parameters, multiplyAdds, first, second],
        );
      });
    }
  });
}
