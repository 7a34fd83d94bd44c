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
  // timm: ghostnet_100, res2net50_26w_4s, repvgg_a0, poolformer_s12 and cspdarknet53 (LeakyReLU not in place) at 64x64, convmixer_768_32 at 56x56.
  split_and_gather: {
    GhostNet: [5_182_508, 15_203_072, 3_440_432, 6_792_992],
    Res2Net50: [25_699_120, 349_241_344, 9_232_272, 18_226_576],
    ConvMixer: [21_110_248, 1_293_023_232, 25_802_496, 51_205_632],
    CspDarknet53: [27_642_184, 409_313_280, 13_170_688, 26_200_064],
    RepVggA0: [9_108_968, 124_651_520, 1_906_048, 3_717_504],
    PoolFormerS12: [11_915_176, 148_410_368, 4_874_440, 9_748_880],
  },
  heads_and_pyramids: {
    // torchvision's deeplabv3_resnet50, which cannot train on one sample; its multiply-adds less those of the auxiliary head: 8 x 8 (1024 x 256 x 9 + 256 x 21).
    DeepLabV3: [42_004_074, 2_707_783_680 - 64 * (1024 * 256 * 9 + 256 * 21), undefined, 34_295_296],
    // Its RetinaNetHead and FCOSHead, one set of weights on three and two levels.
    RetinaHeads: [6_691_415, 8_989_360_128, 12_386_304, 24_772_608],
    FcosHeads: [4_946_016, 6_322_913_280, 22_306_816, 44_613_632],
    PspHead: [41_779, 21_635_072, undefined, 1_218_816],
    // Its kept bytes are not measured; those of normed weights are in normed-weight.test.ts.
    Tcn: [14_610, 1_782_650, undefined, undefined],
  },
  sequences: {
    // GPTNeoXForCausalLM, sdpa: 157,440 and 314,368. Where a part of a head is turned, it copies what attention gives: 4,096 a layer and sample.
    GptNeoX: [112_896, 1_740_800, 157_440 - waves(4) - 2 * 4_096, 314_368 - waves(4) - 4 * 4_096],
    // GemmaForCausalLM, sdpa: 151,744 and 300,160. Its five norms multiply with 1 + weight, 64 numbers that they keep.
    Gemma: [76_352, 1_282_048, 151_744 - waves(16) - 5 * 256, 300_160 - waves(16) - 5 * 256],
    // MambaForCausalLM without its kernels counts a convolution over 3 places more.
    Mamba: [20_576, 323_072 - 2 * 3 * 64 * 4, undefined, undefined],
    // WhisperForConditionalGeneration, sdpa: 311,808 and 623,616; 1,280 of its 192,000 parameters are not trained. It copies what
    // attention gives, twice 5,120 and four times 3,072, and keeps the numbers of 12 positions.
    Whisper: [190_720, 3_267_584, 311_808 - 22_624, 623_616 - 2 * 22_624],
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
