/**
 * Networks of papers against the figures that were published for them: the paper's own, those of its code, or arithmetic
 * from the paper's table, spelled out here.
 */
import assert from 'node:assert/strict';
import { attention, conv, convBias, dense, norm, perceptron, sum } from './count.js';
import { reportOfExample, type Asked } from './examples.js';

interface Expected {
  readonly parameters: number;
  /** The round figure of the paper, in millions with as many digits as it gives. */
  readonly paper?: string;
  readonly multiplyAdds?: number;
  readonly outputs?: readonly (readonly (number | string)[])[];
}

/** The example has exactly these figures, and rounds to the paper's. */
function checkExample(file: string, asked: Asked, expected: Expected): void {
  const { totals, outputs } = reportOfExample(file, asked);
  assert.equal(totals.parameters.trainable.value, expected.parameters);
  assert.equal(totals.parameters.frozen.value, 0);
  if (expected.paper !== undefined) {
    const digits = expected.paper.split('.')[1]?.length ?? 0;
    assert.equal((expected.parameters / 1e6).toFixed(digits), expected.paper);
  }
  if (expected.multiplyAdds !== undefined) assert.equal(totals.multiplyAdds?.value, expected.multiplyAdds);
  if (expected.outputs !== undefined)
    assert.deepEqual(
      outputs.map(o => o.shape?.map(d => d.toJSON())),
      expected.outputs,
    );
}

describe('ResNet for CIFAR-10 (He et al. 2015, table 6)', () => {
  // Section 4.2: a stem of 16 filters; 2n convolutions each at 16, 32 and 64; a dense layer. Option A shortcuts have no weights.
  const resnet = (n: number): number =>
    sum(
      conv(3, 16, 3) + norm(16),
      2 * n * (conv(16, 16, 3) + norm(16)),
      conv(16, 32, 3) + (2 * n - 1) * conv(32, 32, 3) + 2 * n * norm(32),
      conv(32, 64, 3) + (2 * n - 1) * conv(64, 64, 3) + 2 * n * norm(64),
      dense(64, 10),
    );
  for (const [depth, exact, paper] of [
    [20, 269_722, '0.27'],
    [32, 464_154, '0.46'],
    [44, 658_586, '0.66'],
    [56, 853_018, '0.85'],
    [110, 1_727_962, '1.7'],
  ] as const) {
    it(`has ${paper}M parameters with ${depth} layers`, () => {
      assert.equal(resnet((depth - 2) / 6), exact);
      checkExample('cifar/resnet', { set: { depth: String(depth) } }, { parameters: exact, paper, outputs: [[10]] });
    });
  }
  it('has 40,551,040 multiply-adds with 20 layers', () => {
    // At 32x32, 16x16 and 8x8, each convolution as often as the map has cells.
    const [large, middle, small] = [32 ** 2, 16 ** 2, 8 ** 2] as const;
    const multiplyAdds = sum(
      (conv(3, 16, 3) + 6 * conv(16, 16, 3)) * large,
      (conv(16, 32, 3) + 5 * conv(32, 32, 3)) * middle,
      (conv(32, 64, 3) + 5 * conv(64, 64, 3)) * small,
      640,
    );
    checkExample('cifar/resnet', {}, { parameters: 269_722, multiplyAdds });
  });
});

describe('residual networks with the activation in front (He et al. 2016)', () => {
  it('have 1.7M parameters with 164 layers of bottlenecks (table 4)', () => {
    // Three stages of 18 units 1x1, 3x3, 1x1 at 16, 32, 64 with four times as wide ends.
    const unit = (from: number, width: number): number =>
      sum(
        norm(from) + conv(from, width, 1),
        norm(width) + conv(width, width, 3),
        norm(width) + conv(width, 4 * width, 1),
      );
    const stage = (from: number, width: number): number =>
      unit(from, width) + conv(from, 4 * width, 1) + 17 * unit(4 * width, width);
    const parameters = sum(conv(3, 16, 3), stage(16, 16), stage(64, 32), stage(128, 64), norm(256), dense(256, 10));
    checkExample('cifar/preact_resnet', { network: 'PreActResNet164' }, { parameters, paper: '1.7', outputs: [[10]] });
  });
  it('have 1.7M parameters with 110 layers of two 3x3 each (table 4)', () => {
    const unit = (from: number, width: number): number =>
      norm(from) + conv(from, width, 3) + norm(width) + conv(width, width, 3);
    const parameters = sum(
      conv(3, 16, 3),
      18 * unit(16, 16),
      unit(16, 32) + conv(16, 32, 1) + 17 * unit(32, 32),
      unit(32, 64) + conv(32, 64, 1) + 17 * unit(64, 64),
      norm(64) + dense(64, 10),
    );
    checkExample('cifar/preact_resnet', { network: 'PreActResNet110' }, { parameters, paper: '1.7', outputs: [[10]] });
  });
});

describe('Wide ResNet (Zagoruyko & Komodakis 2016, table 4)', () => {
  const wide = (n: number, k: number): number => {
    const unit = (from: number, to: number): number => norm(from) + conv(from, to, 3) + norm(to) + conv(to, to, 3);
    const group = (from: number, to: number): number => unit(from, to) + conv(from, to, 1) + (n - 1) * unit(to, to);
    return sum(
      conv(3, 16, 3),
      group(16, 16 * k),
      group(16 * k, 32 * k),
      group(32 * k, 64 * k),
      norm(64 * k),
      dense(64 * k, 10),
    );
  };
  for (const [depth, factor, paper] of [
    [40, 4, '8.9'],
    [16, 8, '11.0'],
    [28, 10, '36.5'],
  ] as const) {
    it(`has ${paper}M parameters with ${depth} layers, ${factor} times as wide`, () => {
      const set = { depth: String(depth), factor: String(factor) };
      const parameters = wide((depth - 4) / 6, factor);
      checkExample('cifar/wide_resnet', { set }, { parameters, paper, outputs: [[10]] });
    });
  }
  it('has 36,479,194 parameters as WRN-28-10', () => {
    assert.equal(wide(4, 10), 36_479_194);
  });
});

describe('further networks for CIFAR', () => {
  it('drop whole blocks without a weight more than the ResNet of 110 layers (Huang et al. 2016)', () => {
    checkExample('cifar/stochastic_depth', {}, { parameters: 1_727_962, paper: '1.7', outputs: [[10]] });
  });
  it('leave the last of 54 blocks out half of the time (Huang et al. 2016, equation 4)', () => {
    const drops = reportOfExample('cifar/stochastic_depth', {})
      .layers()
      .lines.flatMap(line =>
        line.node.kind === 'layer' && line.kind === 'drop_path' ? [line.node.call.args['p']] : [],
      );
    assert.equal(drops.length, 54);
    assert.ok(drops.every((p, i) => Math.abs(Number(p) - (0.5 * (i + 1)) / 54) < 1e-12));
  });
  describe('are fractals: a block of C columns has 2^C - 1 convolutions, C of them on its input (Larsson et al. 2016, figure 1)', () => {
    const fractal = (columns: number, width: number, classes: number): number => {
      const widths = [width, 2 * width, 4 * width, 8 * width, 8 * width];
      const all = 2 ** columns - 1;
      const blocks = widths.map((to, i) => {
        const from = widths[i - 1] ?? 3;
        return columns * conv(from, to, 3) + (all - columns) * conv(to, to, 3) + all * norm(to);
      });
      return sum(...blocks, dense(8 * width, classes));
    };
    // Huang et al. 2017 (DenseNet, table 2) print 38.6M beside the network that is 64 wide; that is not what figure 1 makes.
    it('of 33,724,618 parameters at three columns (the count of pytorchcv)', () => {
      const parameters = 33_724_618;
      assert.equal(fractal(3, 64, 10), parameters);
      checkExample('cifar/fractalnet', {}, { parameters, outputs: [[10]] });
    });
    for (const [columns, paper] of [
      [1, '0.3'],
      [2, '0.8'],
      [3, '2.1'],
      [4, '4.8'],
      [5, '10.2'],
      [6, '21.1'],
    ] as const)
      it(`of ${paper}M parameters with ${String(columns)} columns, ${String(5 * 2 ** (columns - 1))} layers deep (table 3 of the paper)`, () => {
        const set = { columns: String(columns), width: '16', classes: '100' };
        checkExample('cifar/fractalnet', { set }, { parameters: fractal(columns, 16, 100), paper });
      });
  });
  it('have 966,986 parameters: network in network (its Caffe model)', () => {
    const parameters = sum(
      convBias(3, 192, 5) + convBias(192, 160, 1) + convBias(160, 96, 1),
      convBias(96, 192, 5) + 2 * convBias(192, 192, 1),
      convBias(192, 192, 3) + convBias(192, 192, 1) + convBias(192, 10, 1),
    );
    assert.equal(parameters, 966_986);
    checkExample('cifar/nin', {}, { parameters, outputs: [[10]] });
  });
  it('have 1.4M parameters: All-CNN-C (Springenberg et al. 2014, table 4)', () => {
    const parameters = sum(
      convBias(3, 96, 3) + 2 * convBias(96, 96, 3),
      convBias(96, 192, 3) + 2 * convBias(192, 192, 3),
      convBias(192, 192, 3) + convBias(192, 192, 1) + convBias(192, 10, 1),
    );
    checkExample('cifar/all_cnn', {}, { parameters, paper: '1.4', outputs: [[10]] });
  });
});

describe('networks for segmentation', () => {
  it('have 134.5M parameters: FCN-8s (Long et al. 2015, table 1: 134M), 500x500 scores for 500x500 cells', () => {
    const vgg = 14_714_688; // convolutions of VGG-16: 138,357,544 less its three dense layers
    const parameters = sum(
      vgg,
      convBias(512, 4096, 7) + convBias(4096, 4096, 1),
      convBias(4096, 21, 1) + convBias(512, 21, 1) + convBias(256, 21, 1),
      2 * conv(21, 21, 4) + conv(21, 21, 16),
    );
    checkExample('segmentation/fcn8s', {}, { parameters, paper: '134', outputs: [[21, 500, 500]] });
  });
  const unet = (channels: number, classes: number): number => {
    const double = (from: number, to: number): number => convBias(from, to, 3) + convBias(to, to, 3);
    const up = (to: number): number => convBias(2 * to, to, 2) + double(2 * to, to);
    return sum(
      double(channels, 64) + double(64, 128) + double(128, 256) + double(256, 512) + double(512, 1024),
      up(512) + up(256) + up(128) + up(64),
      convBias(64, classes, 1),
    );
  };
  it('give 388x388 for 572x572: U-Net without padding (Ronneberger et al. 2015, figure 1)', () => {
    checkExample('segmentation/unet', {}, { parameters: unet(1, 2), outputs: [[2, 388, 388]] });
  });
  it('have 31,031,745 parameters: U-Net for colour pictures and one class', () => {
    assert.equal(unet(3, 1), 31_031_745);
    checkExample('segmentation/unet', { set: { channels: '3', classes: '1' } }, { parameters: 31_031_745 });
  });
  it('have 64 C² weights: the context network of dilated convolutions (Yu & Koltun 2015, section 3)', () => {
    // Seven convolutions 3x3 and one 1x1, and their biases.
    const parameters = 64 * 21 ** 2 + 8 * 21;
    checkExample('segmentation/dilated_context', { network: 'Context' }, { parameters, outputs: [[21, 'H', 'W']] });
  });
  it('widen to 32 C and back: the large context network (Yu & Koltun 2015, table 1)', () => {
    const widths = [1, 2, 2, 4, 8, 16, 32, 32].map(times => 21 * times);
    const parameters = widths
      .slice(1)
      .reduce((total, width, i) => total + convBias(widths[i] ?? 0, width, 3), convBias(32 * 21, 21, 1));
    checkExample('segmentation/dilated_context', { network: 'LargeContext' }, { parameters });
  });
});

describe('networks for language', () => {
  const gpt2 = sum(50_257 * 768 + 1024 * 768, 12 * (2 * norm(768) + attention(768) + perceptron(768, 3072)), norm(768));
  it('have 124,439,808 parameters: GPT-2 small', () => {
    assert.equal(gpt2, 124_439_808);
    checkExample('language/gpt2', {}, { parameters: gpt2, outputs: [['T', 50_257]] });
  });
  it('have 109,482,240 parameters: BERT-base (Devlin et al. 2018: 110M; BertModel of Hugging Face)', () => {
    const parameters = sum(
      (30_522 + 512 + 2) * 768 + norm(768),
      12 * (attention(768) + perceptron(768, 3072) + 2 * norm(768)),
      dense(768, 768),
    );
    assert.equal(parameters, 109_482_240);
    checkExample('language/bert_base', {}, { parameters, outputs: [['T', 768], [768]] });
  });
  it('have 63M parameters: the base Transformer of 37,000 byte pairs (Vaswani et al. 2017 say 65M)', () => {
    const encoder = attention(512) + perceptron(512, 2048) + 2 * norm(512);
    const decoder = 2 * attention(512) + perceptron(512, 2048) + 3 * norm(512);
    // nn.Transformer() of PyTorch has 44,140,544 parameters: these layers and a norm behind each half.
    assert.equal(6 * (encoder + decoder) + 2 * norm(512), 44_140_544);
    const parameters = 37_000 * 512 + 6 * (encoder + decoder);
    checkExample('language/transformer', {}, { parameters, paper: '63', outputs: [['T', 37_000]] });
  });
  for (const [width, paper] of [
    [650, '20'],
    [1500, '66'],
  ] as const) {
    it(`have ${paper}M parameters: the LSTM language model ${width} wide (Zaremba et al. 2014; counted in Merity et al. 2017)`, () => {
      // Four gates on input and state, one bias each; tables of 10,000 words at both ends.
      const layer = 4 * (2 * width * width + width);
      const parameters = 10_000 * width + 2 * layer + dense(width, 10_000);
      const set = { width: String(width) };
      checkExample('language/lstm_lm', { set }, { parameters, paper, outputs: [['T', 10_000]] });
    });
  }
});

describe('networks for pictures, sound and pairs', () => {
  it('have 4.2M parameters and 569M multiply-adds: MobileNet (Howard et al. 2017, table 4)', () => {
    const expected = { parameters: 4_231_976, paper: '4.2', multiplyAdds: 568_740_352, outputs: [[1000]] };
    checkExample('mobilenet_v1', {}, expected);
    assert.equal(Math.round(expected.multiplyAdds / 1e6), 569);
  });
  for (const [alpha, paper, multiplyAdds] of [
    ['0.75', '2.6', 325],
    ['0.5', '1.3', 149],
    ['0.25', '0.5', 41],
  ] as const) {
    it(`have ${paper}M parameters and ${multiplyAdds}M multiply-adds: MobileNet ${alpha} times as wide (table 6)`, () => {
      const { totals } = reportOfExample('mobilenet_v1', { set: { alpha } });
      assert.equal((totals.parameters.trainable.value / 1e6).toFixed(1), paper);
      assert.equal(Math.round((totals.multiplyAdds?.value ?? 0) / 1e6), multiplyAdds);
    });
  }
  it('hear 30 gated layers: WaveNet (van den Oord et al. 2016), 32 and 512 wide', () => {
    // Two samples a filter, two filters a gate; a 1x1 on to the next layer and one to the output; a table of 256 levels.
    const causal = (from: number, to: number): number => 2 * from * to + to;
    const layer = 2 * causal(32, 32) + dense(32, 512) + dense(32, 32);
    const parameters = 256 * 32 + causal(32, 32) + 30 * layer + dense(512, 512) + dense(512, 256);
    checkExample('audio/wavenet', {}, { parameters, outputs: [[256, 'T']] });
  });
  it('have 2,768,705 parameters and judge 30x30 patches: PatchGAN on pairs (junyanz/pytorch-CycleGAN-and-pix2pix)', () => {
    checkExample('generative/patchgan', {}, { parameters: 2_768_705, outputs: [[1, 30, 30]] });
  });
  it('have 3,576,704 and 2,765,568 parameters: DCGAN (the model of pytorch/examples)', () => {
    checkExample('generative/dcgan', { network: 'Generator' }, { parameters: 3_576_704, outputs: [[3, 64, 64]] });
    checkExample('generative/dcgan', { network: 'Discriminator' }, { parameters: 2_765_568, outputs: [[1]] });
  });
  it('have 652,824 parameters: a variational autoencoder (the model of pytorch/examples)', () => {
    const parameters = dense(784, 400) + 2 * dense(400, 20) + dense(20, 400) + dense(400, 784);
    assert.equal(parameters, 652_824);
    checkExample('generative/vae', {}, { parameters, outputs: [[20], [20], [1, 28, 28]] });
  });
  it('count one tower of two: 38,951,745 parameters (Koch et al. 2015, figure 4)', () => {
    const tower = sum(
      convBias(1, 64, 10) + convBias(64, 128, 7) + convBias(128, 128, 4) + convBias(128, 256, 4),
      dense(256 * 6 * 6, 4096),
    );
    assert.equal(tower + dense(4096, 1), 38_951_745);
    checkExample('siamese', {}, { parameters: 38_951_745, outputs: [[1]] });
  });
});
