/**
 * Networks of vision as PyTorch 2.15 measures them, with the functions of `make_reference.py` (which made test/reference/models): those of
 * torchvision 0.29.2 and timm 1.0.31 without weights, and papers written as plain `torch.nn` modules. PyTorch masks a convolution's
 * weight in place (`weight.data *= mask`), and unpools by `F.max_unpool2d`.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { NetworkReport } from '../../src/analysis/report.js';
import { reportOf } from './examples.js';

interface Measured {
  readonly parameters: number;
  /** Floating-point numbers, and whole ones. */
  readonly buffers: readonly [number, number];
  readonly multiplyAdds: number;
  /** Bytes kept for backward at batch 1 (where PyTorch trains at batch 1) and 2. */
  readonly kept: readonly [number | undefined, number];
  /** Peak of activations in inference; left out where variables of the Python code hold more than the network needs. */
  readonly peak?: number;
}

const networks: Readonly<Record<string, Measured>> = {
  // torchvision.models.segmentation.lraspp_mobilenet_v3_large, .video.s3d
  lraspp: {
    parameters: 3_221_538,
    buffers: [24_656, 47],
    multiplyAdds: 379_281_312,
    kept: [56_729_184, 113_359_744],
    peak: 7_827_456,
  },
  s3d: {
    parameters: 8_320_048,
    buffers: [21_216, 77],
    multiplyAdds: 17_978_771_456,
    kept: [489_898_624, 979_712_384],
    peak: 112_394_240,
  },
  // timm: nf_resnet50 (scaled weight standardization), dla34
  nf_resnet50: {
    parameters: 25_557_032,
    buffers: [0, 0],
    multiplyAdds: 5_340_348_416,
    kept: [179_474_432, 264_810_496],
  },
  dla34: { parameters: 15_742_104, buffers: [15_488, 37], multiplyAdds: 3_060_043_776, kept: [47_329_792, 94_597_632] },
  // PyTorch's tutorial on spatial transformers
  stn: { parameters: 27_360, buffers: [0, 0], multiplyAdds: 771_300, kept: [92_816, 185_632] },
  // Badrinarayanan et al. 2017; van den Oord et al. 2016; LeCun et al. 1998, with the table of connections
  segnet: {
    parameters: 29_449_932,
    buffers: [15_872, 25],
    multiplyAdds: 3_790_209_024,
    kept: [27_392_000, 54_720_512],
  },
  pixelcnn: {
    parameters: 1_425_728,
    buffers: [1_409_088, 8],
    multiplyAdds: 1_116_767_232,
    kept: [3_218_496, 6_432_896],
    peak: 1_006_656,
  },
  lenet5_table: { parameters: 60_850, buffers: [0, 0], multiplyAdds: 326_520, kept: [90_256, 180_032], peak: 27_616 },
  // Zhang et al. 2018 (ShuffleNet); Brock et al. 2019; Sabour et al. 2017; Oktay et al. 2018; Milletari et al. 2016; Newell et al. 2016: small
  shufflenet_v1: { parameters: 7_882, buffers: [1_024, 13], multiplyAdds: 1_586_432, kept: [1_126_912, 2_249_728] },
  biggan: { parameters: 122_948, buffers: [3_091, 1], multiplyAdds: 2_916_352, kept: [348_152, 459_904] },
  attention_unet: { parameters: 132_031, buffers: [836, 18], multiplyAdds: 34_025_472, kept: [1_688_848, 3_374_352] },
  vnet: { parameters: 67_242, buffers: [32, 1], multiplyAdds: 152_731_648, kept: [1_392_768, 2_785_408] },
  hourglass: { parameters: 11_920, buffers: [640, 30], multiplyAdds: 4_361_216, kept: [680_448, 1_358_336] },
};

describe('networks of vision as PyTorch measures them', () => {
  for (const [name, { parameters, buffers, multiplyAdds, kept, peak }] of Object.entries(networks)) {
    it(`counts ${name} to the last unit`, () => {
      const at = (batch: number): NetworkReport['totals'] =>
        reportOf(`test/networks/further/${name}.nn`, { batch }).totals;
      const [one, two] = [at(1), at(2)];
      assert.equal(one.parameters.trainable.value, parameters, 'parameters');
      assert.deepEqual([one.buffers.float.value, one.buffers.integer.value], buffers, 'buffers');
      assert.equal(one.multiplyAdds?.value, multiplyAdds, 'multiply-adds');
      assert.equal(two.bytes.keptForBackward?.value, kept[1], 'kept at batch 2');
      if (kept[0] !== undefined) assert.equal(one.bytes.keptForBackward?.value, kept[0], 'kept at batch 1');
      if (peak !== undefined) assert.equal(one.bytes.inferencePeak?.value, peak, 'inference peak');
    });
  }
});
