/** Networks and blocks as people write them, in files beside this one, against published counts or arithmetic by hand. */
import assert from 'node:assert/strict';
import { attention, conv, convBias, dense, norm, perceptron, sum } from './count.js';
import { reportOf } from './examples.js';

type Shapes = readonly (readonly (number | string)[])[];

interface Network {
  readonly parameters: number;
  readonly frozen?: number;
  /** Who says so; arithmetic by hand where nobody does. */
  readonly source?: string;
  readonly outputs: Shapes;
}

const times = (count: number, one: (i: number) => number): number =>
  Array.from({ length: count }, (_, i) => one(i)).reduce((total, n) => total + n, 0);

/** Conformer (Gulati et al. 2020, figure 1): two half feed-forward parts around attention and a convolution. */
const conformer = (d: number): number =>
  sum(
    2 * (norm(d) + perceptron(d, 4 * d)),
    norm(d) + attention(d),
    norm(d) + dense(d, 2 * d) + (31 * d + d) + norm(d) + dense(d, d),
    norm(d),
  );

/** Two convolutions, and what the time adds to each channel between them. */
const timed = (from: number, to: number): number =>
  sum(
    dense(256, to),
    norm(from) + convBias(from, to, 3) + norm(to) + convBias(to, to, 3),
    from === to ? 0 : convBias(from, to, 1),
  );

const residual = (from: number, to: number): number =>
  sum(
    norm(from) + convBias(from, to / 2, 1),
    norm(to / 2) + convBias(to / 2, to / 2, 3),
    norm(to / 2) + convBias(to / 2, to, 1),
    from === to ? 0 : convBias(from, to, 1),
  );

/** A layer of PyTorch's LSTM in one direction: four gates, two biases. */
const lstm = (from: number, width: number): number => 4 * width * (from + width + 2);

const pointTransform = (k: number): number =>
  sum(
    dense(k, 64) + norm(64) + dense(64, 128) + norm(128) + dense(128, 1024) + norm(1024),
    dense(1024, 512) + norm(512) + dense(512, 256) + norm(256) + dense(256, k * k),
  );

const screen = convBias(4, 32, 8) + convBias(32, 64, 4) + convBias(64, 64, 3);

const networks: Readonly<Record<string, Readonly<Record<string, Network>>>> = {
  efficientnet_b0: {
    EfficientNet: { parameters: 5_288_548, source: 'torchvision', outputs: [[1000]] },
  },
  convnext_tiny: { ConvNeXt: { parameters: 28_589_128, source: 'torchvision', outputs: [[1000]] } },
  swin_t: { SwinT: { parameters: 28_288_354, source: 'torchvision', outputs: [[1000]] } },
  shufflenet_v2: { ShuffleNet: { parameters: 2_278_604, source: 'torchvision', outputs: [[1000]] } },
  mixer_b16: { Mixer: { parameters: 59_880_472, source: 'timm', outputs: [[1000]] } },
  albert_base: { Albert: { parameters: 11_683_584, source: 'AlbertModel of Hugging Face', outputs: [[768]] } },
  llama: {
    Llama7B: { parameters: 6_738_415_616, source: 'the model card of LLaMA-2-7B', outputs: [['T', 32_000]] },
    Mistral: { parameters: 7_241_732_096, source: 'the model card of Mistral 7B', outputs: [['T', 32_000]] },
    TinyLlama: { parameters: 1_100_048_384, source: 'the model card of TinyLlama', outputs: [['T', 32_000]] },
  },
  mixtures: {
    Mixtral: { parameters: 46_702_792_704, source: 'the model card of Mixtral 8x7B: 46.7B', outputs: [['T', 32_000]] },
    SwitchLayer: {
      parameters: sum(2 * 768, 4 * 768 * 768, 768 * 128, 128 * 2 * 768 * 3072),
      outputs: [['T', 768]],
    },
  },
  super_resolution: {
    Edsr: { parameters: 1_369_859, source: 'EDSR-PyTorch', outputs: [[3, '2 * H', '2 * W']] },
    RrdbNet: { parameters: 16_697_987, source: 'ESRGAN', outputs: [[3, '4 * H', '4 * W']] },
  },
  yolo_v3: {
    Darknet53: { parameters: 41_609_928, source: 'timm', outputs: [[1000]] },
    Yolo3: {
      parameters: 61_949_149,
      source: 'ultralytics/yolov3',
      outputs: [
        [255, 13, 13],
        [255, 26, 26],
        [255, 52, 52],
      ],
    },
  },
  unetpp: {
    // One head of 32 + 1 weights more for each of three further outputs.
    UNetPlusPlus: {
      parameters: 9_163_329 + 3 * 33,
      source: 'bigmb/Unet-Segmentation-Pytorch-Nest-of-Unets and 4uiiurz1/pytorch-nested-unet',
      outputs: Array.from({ length: 4 }, () => [1, 96, 96]),
    },
  },
  fpn_resnet50: {
    // ResNet-50 without its classes; the pyramid of torchvision; a head for all levels.
    Detector: {
      parameters: 25_557_032 - dense(2048, 1000) + 3_344_384 + convBias(256, 256, 3) + convBias(256, 9, 1),
      source: 'torchvision',
      outputs: [4, 8, 16, 32].map(s => [9, `(H + ${s - 1}) // ${s}`, `(W + ${s - 1}) // ${s}`]),
    },
  },
  seq2seq: {
    Seq2Seq: {
      parameters: 8000 * 256 + 2 * lstm(256, 256) + attention(256) + dense(512, 256) + 8000,
      outputs: [['T', 8000]],
    },
  },
  vocoder: {
    Vocoder: {
      parameters: sum(
        80 * 80 * 512 + 80 + dense(1, 64),
        20 * (3 * 64 * 128 + 128 + dense(80, 128) + 2 * dense(64, 64)),
        dense(64, 64) + dense(64, 30),
      ),
      outputs: [[30, '256 * T']],
    },
  },
  conformer: {
    Encoder: {
      parameters: convBias(1, 144, 3) + convBias(144, 144, 3) + dense(19 * 144, 144) + 16 * conformer(144),
      outputs: [['(T - 3) // 4', 144]],
    },
    Crnn: {
      parameters: sum(
        convBias(1, 64, 3) + convBias(64, 128, 3) + convBias(128, 256, 3) + norm(256) + (256 * 512 * 4 + 512),
        2 * lstm(512, 256) + 2 * lstm(512, 256) + dense(512, 37),
      ),
      outputs: [[25, 37]],
    },
  },
  diffusion_unet: {
    DiffusionUNet: {
      parameters: sum(
        dense(64, 256) + dense(256, 256) + convBias(3, 64, 3),
        2 * timed(64, 64) + convBias(64, 64, 3),
        timed(64, 128) + timed(128, 128) + convBias(128, 128, 3),
        timed(128, 256) + timed(256, 256),
        2 * timed(256, 256) + norm(256) + attention(256),
        2 * timed(512, 256) + convBias(256, 128, 3),
        2 * timed(256, 128) + convBias(128, 64, 3),
        2 * timed(128, 64) + norm(64) + convBias(64, 3, 3),
      ),
      outputs: [[3, 'H', 'W']],
    },
  },
  recursive: {
    Net: { parameters: 11 * 2 * dense(50, 50) + dense(50, 10), outputs: [[10]] },
    // Four levels of three blocks, one more at the lowest.
    StackedHourglass: {
      parameters: sum(
        convBias(3, 64, 7) + norm(64) + residual(64, 128) + residual(128, 128) + residual(128, 256),
        2 * (14 * residual(256, 256) + convBias(256, 256, 1) + norm(256) + convBias(256, 16, 1)),
        convBias(256, 256, 1) + convBias(16, 256, 1),
      ),
      outputs: [
        [16, 64, 64],
        [16, 64, 64],
      ],
    },
  },
  recommenders: {
    Dlrm: { parameters: dense(13, 512) + dense(512, 64) + 6000 * 64 + dense(16 + 64, 1), outputs: [[1]] },
    TwoTower: { parameters: 5000 * 32 + 1000 * 32 + dense(32, 32), outputs: [[]] },
  },
  games_points_graphs: {
    Dqn: { parameters: screen + dense(64 * 7 * 7, 512) + dense(512, 6), outputs: [[6]] },
    Dueling: { parameters: screen + 2 * dense(64 * 7 * 7, 512) + dense(512, 1) + dense(512, 6), outputs: [[6]] },
    PointNet: {
      parameters: sum(
        pointTransform(3) + dense(3, 64) + norm(64) + pointTransform(64),
        dense(64, 128) + norm(128) + dense(128, 1024) + norm(1024),
        dense(1024, 512) + norm(512) + dense(512, 256) + norm(256) + dense(256, 40),
      ),
      outputs: [[40]],
    },
    Gcn: { parameters: 1433 * 16 + 16 * 7, outputs: [['N', 7]] },
  },
  tied_perceiver: {
    TiedAutoencoder: { parameters: dense(784, 256) + 784, outputs: [[1, 28, 28]] },
    Perceiver: {
      parameters: sum(
        (262 + 2048) * 768 + 256 * 1280,
        2 * (norm(1280) + 2 * dense(1280, 1280) + 2 * dense(768, 1280) + 3 * (norm(1280) + attention(1280))),
        dense(1280, 10),
      ),
      outputs: [[10]],
    },
  },
  mixed: {
    BiLstm: {
      parameters: 1000 * 50 + 80 * 16 + (16 * 30 * 3 + 30) + 2 * lstm(80, 100) + 2 * lstm(200, 100) + dense(200, 9),
      outputs: [['T', 9]],
    },
    Caps: { parameters: 8_215_568, source: 'XifengGuo/CapsNet-Keras less its routing', outputs: [[10], [784]] },
    CbamNet: { parameters: dense(64, 4) + dense(4, 64) + convBias(2, 1, 7), outputs: [[64, 8, 8]] },
    Nerf: { parameters: dense(3, 256) + 7 * dense(256, 256) + dense(259, 256) + dense(256, 1), outputs: [[1]] },
    Nl: { parameters: 3 * dense(64, 32) + dense(32, 64) + norm(64), outputs: [[64, 8, 8]] },
    CondGen: {
      parameters: sum(
        10 * 50 + 150 * 4096,
        convBias(256, 128, 3) + norm(128) + convBias(128, 64, 3) + norm(64) + convBias(64, 3, 3),
      ),
      outputs: [[3, 16, 16]],
    },
    Vq: {
      parameters: sum(
        convBias(3, 64, 4) + convBias(64, 64, 4) + dense(64, 64) + 512 * 64,
        convBias(64, 64, 4) + convBias(64, 3, 4),
      ),
      outputs: [[], [3, 32, 32]],
    },
  },
  language_blocks: {
    RecipeParams: { parameters: dense(10, 20) + dense(20, 30) + dense(30, 5), outputs: [[5]] },
    RecipeList: { parameters: 3 * dense(10, 10), outputs: [[10]] },
    Words: { parameters: 0, outputs: [[3, 64, 64]] },
    SharedPerCall: { parameters: 2 * dense(10, 10), outputs: [[10]] },
    SharedParam: { parameters: dense(10, 10), outputs: [[10]] },
    PlainParam: { parameters: 4 * dense(10, 10), outputs: [[10]] },
    SharedRepeat: { parameters: dense(10, 10), outputs: [[10]] },
    SharedInRound: { parameters: 5 * dense(10, 10), outputs: [[10]] },
    Unrolled: { parameters: 8 * (4 + 8 + 2) + dense(8, 2), outputs: [[2]] },
  },
  language_weights: {
    TiedThroughBlock: { parameters: 100 * 16 + dense(16, 16), outputs: [['T', 100]] },
    FrozenTraining: { parameters: dense(10, 3) + dense(10, 10), frozen: dense(10, 10), outputs: [[10]] },
    CheckpointNames: { parameters: 2 * dense(10, 10), outputs: [[20]] },
    Arms: { parameters: dense(10, 20) + dense(20, 5), outputs: [[5]] },
    Lists: {
      parameters: convBias(4, 4, 3) + convBias(4, 8, 3) + convBias(8, 12, 3) + dense(4, 1) + dense(8, 2) + dense(12, 3),
      outputs: [[6, 8, 8]],
    },
    Outs: { parameters: dense(8, 4) + dense(8, 16) + 2 * dense(4, 8), outputs: [[40]] },
    Inner: { parameters: dense(6, 4) + dense(3, 4), outputs: [[4], [4]] },
    Outer: { parameters: dense(6, 5) + dense(3, 5), outputs: [[5]] },
    Sub: { parameters: convBias(8, 8, 3), outputs: [[8, 14, 14]] },
    Def: { parameters: conv(8, 8, 3) + convBias(8, 8, 3), outputs: [[8, 14, 14]] },
    // Two numbers of three are left at each level: [3, 2, 5], then [3, 2], then [3].
    Rec: { parameters: times(3, i => dense([4, 3, 3][i] ?? 0, 3)), outputs: [[4 + 3 + 3 + 3]] },
  },
};

for (const [file, expected] of Object.entries(networks)) {
  describe(`further networks: ${file}`, () => {
    for (const [network, { parameters, frozen = 0, source, outputs }] of Object.entries(expected)) {
      it(`${network} has ${parameters} parameters (${source ?? 'by hand'})`, () => {
        const report = reportOf(`test/networks/further/${file}.nn`, { network });
        assert.equal(report.totals.parameters.trainable.value, parameters);
        assert.equal(report.totals.parameters.frozen.value, frozen);
        assert.deepEqual(
          report.outputs.map(o => o.shape?.map(d => d.toJSON())),
          outputs,
        );
      });
    }
  });
}
