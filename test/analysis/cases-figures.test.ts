/** Questions that people asked in public, answered to the unit: test/reference/cases.md, where the answer is a figure. */
import assert from 'node:assert/strict';
import type { Choices, NetworkReport } from '../../src/analysis/report.js';
import { reportOfExample } from '../networks/examples.js';
import { networkOf } from './sources.js';

const parametersOf = ({ totals }: NetworkReport): number | undefined => totals.parameters.trainable.value;
const outputOf = (network: NetworkReport): unknown => network.outputs[0]?.shape?.map(d => d.toJSON());
const body = (input: string, step: string): NetworkReport => networkOf(`network N {\n input ${input}\n ${step}\n}`);

describe('C19, tensorflow/tensorflow#43960: a GRU of 5 units on 10 steps of 4 features', () => {
  it('has 165 parameters: two biases a gate, as in PyTorch, TensorFlow 2 and Keras 3', () => {
    assert.equal(parametersOf(body('series: 10x4', 'gru(5)')), 165);
  });
  it('has 150 parameters as Keras had it: one bias a gate, 3 x 5 fewer', () => {
    assert.equal(parametersOf(body('series: 10x4', 'gru(5, reset_after: false)')), 150);
  });
});

describe('C25, pytorch/pytorch#60853 and #60445: attention of width 512', () => {
  for (const heads of [1, 64]) {
    it(`has 1,050,624 parameters with ${heads} head${heads === 1 ? '' : 's'}: 4 d² + 4 d whatever their number`, () => {
      assert.equal(parametersOf(body('vectors: 10x512', `attention(heads: ${heads})`)), 1_050_624);
    });
  }
  it('has 722,944 parameters with keys 256 and values 128 wide', () => {
    const network = networkOf(`network N {
      input queries: 10x512
      input keys: 20x256
      input values: 20x128
      queries -> attention(heads: 8, keys: keys, values: values)
    }`);
    assert.equal(parametersOf(network), 722_944);
    assert.deepEqual(outputOf(network), [10, 512]);
  });
});

describe('C28, liuzhuang13/DenseNet#14 and #38: DenseNets for images of 32x32', () => {
  for (const [network, depth, growth, parameters] of [
    ['DenseNet', 40, 12, 1_019_722],
    ['DenseNet', 100, 12, 6_979_642],
    ['DenseNet', 100, 24, 27_249_082],
    ['DenseNetC', 40, 12, 599_050],
    ['DenseNetBC', 100, 12, 769_162],
    ['DenseNetBC', 250, 24, 15_324_406],
    ['DenseNetBC', 190, 40, 25_624_430],
  ] as const) {
    it(`have ${parameters} parameters: ${network}, ${depth} layers, growth ${growth}`, () => {
      const set = { depth: String(depth), growth: String(growth) };
      assert.equal(parametersOf(reportOfExample('cifar/densenet', { network, set })), parameters);
    });
  }
});

describe('C36, TransformerLensOrg/TransformerLens#903: GPT-2 small', () => {
  const report = (set: Readonly<Record<string, string>> = {}): NetworkReport =>
    reportOfExample('language/gpt2', { set });

  it('has 124,439,808 parameters, the tied matrix once', () => {
    assert.equal(parametersOf(report()), 124_439_808);
  });
  it('has 163,037,184 parameters if the output has a matrix of its own', () => {
    assert.equal(parametersOf(report({ tied: 'false' })), 163_037_184);
  });
  it('has 84,934,656 parameters in the matrices of its blocks: the "85M"', () => {
    const { lines } = report().layers();
    let matrices = 0;
    for (const { node, calls } of lines) {
      if (node.kind !== 'layer' || !calls.some(c => c.block === 'Layer')) continue;
      for (const { shape, elements } of node.call.weights) if (shape.length === 2) matrices += elements.value;
    }
    assert.equal(matrices, 84_934_656);
  });
  it('says whose table the output uses, and counts none for it', () => {
    const { lines } = report().layers();
    const [table, output] = [lines[0], lines.at(-1)];
    assert.equal(output?.shares, table?.path);
    assert.equal(output?.parameters.trainable.value, 0);
    assert.equal(table?.parameters.trainable.value, 50_257 * 768);
  });
});

describe('C41, sovrasov/flops-counter.pytorch#76: ResNet-50', () => {
  /** `first`: the stride on the first 1x1, as the paper has it; else on the 3x3, as torchvision has it. */
  const resnet50 = (size: number, first: boolean): NetworkReport =>
    networkOf(`
      block Bottleneck(width, stride) {
        input x: [C, H, W]
        residual {
          conv(width, 1, stride: ${first ? 'stride' : '1'}, bias: false) -> batchnorm -> relu
          conv(width, 3, stride: ${first ? '1' : 'stride'}, padding: 1, bias: false) -> batchnorm -> relu
          conv(4 * width, 1, bias: false) -> batchnorm
        } shortcut {
          if C != 4 * width { conv(4 * width, 1, stride: stride, bias: false) -> batchnorm }
        }
        relu
      }
      network ResNet50 {
        input image: 3x${size}x${size}
        conv(64, 7, stride: 2, padding: 3, bias: false) -> batchnorm -> relu -> maxpool(3, stride: 2, padding: 1)
        repeat [[64, 3, 1], [128, 4, 2], [256, 6, 2], [512, 3, 2]] as [width, count, stride] {
          repeat count as i { Bottleneck(width, if i == 0 then stride else 1) }
        }
        global_avgpool -> dense(1000)
      }`);
  const multiplyAdds = (size: number, first: boolean): number => resnet50(size, first).totals.multiplyAdds?.value ?? 0;

  it('takes 4,089,184,256 multiply-adds with the stride on the 3x3', () => {
    assert.equal(multiplyAdds(224, false), 4_089_184_256);
  });
  it('takes 3,857,973,248 multiply-adds with the stride on the first 1x1: the 3.8 billion of the paper', () => {
    assert.equal(multiplyAdds(224, true), 3_857_973_248);
  });
  it('takes 1.306 times as many at 256x256', () => {
    assert.equal((multiplyAdds(256, false) / multiplyAdds(224, false)).toFixed(3), '1.306');
  });
  it('has 25,557,032 parameters either way', () => {
    assert.deepEqual([parametersOf(resnet50(224, false)), parametersOf(resnet50(224, true))], [25_557_032, 25_557_032]);
  });
});

describe('C45, phillipi/pix2pix#122 and #33: 4x4 convolutions that judge patches', () => {
  it('give 30x30 for 256x256 with strides 2, 2, 2, 1, 1', () => {
    assert.deepEqual(outputOf(reportOfExample('generative/patchgan', {})), [1, 30, 30]);
  });
});

describe('C47, pytorch/pytorch#9439: optimizer states of VGG-16', () => {
  const state = (optimizer: string, batch: number): number | undefined => {
    const choices: Choices = { optimizer, batch, precision: 'fp32' };
    return reportOfExample('vgg16', { ...choices, set: {} }).totals.bytes.optimizerState?.value;
  };
  for (const batch of [1, 8]) {
    it(`takes 553,430,176 bytes with momentum and 1,106,860,352 with Adam at batch ${batch}`, () => {
      assert.equal(state('sgd(lr: 0.01, momentum: 0.9)', batch), 553_430_176);
      assert.equal(state('adam(lr: 1e-3)', batch), 1_106_860_352);
    });
  }
});
