/** Every example of the language page, and every file of the corpus, is a network that the analyzer understands. */
import assert from 'node:assert/strict';
import type { NetworkReport, Report } from '../../src/analysis/report.js';
import { corpusFiles } from '../language/examples.js';
import { attention, conv, convBias, dense, norm, perceptron } from '../networks/count.js';
import { contexts, files, page, whole } from './language-contexts.js';
import { analyzeText } from './sources.js';

const analyzePage = (first: string): Report => {
  const example = page.find(e => e.first === first);
  assert.ok(example, `the page has no example that begins with ${first}`);
  return analyzeText(whole(example), {}, files);
};

function networkOfPage(first: string): NetworkReport {
  const [network] = analyzePage(first).networks;
  assert.ok(network, 'the example has no network');
  return network;
}

const outputs = (network: NetworkReport): unknown => network.outputs.map(o => o.shape?.map(d => d.toJSON()));

function checkExample(first: string, parameters: number, shapes: readonly (readonly (number | string)[])[]): void {
  const network = networkOfPage(first);
  const { trainable, frozen } = network.totals.parameters;
  assert.equal(trainable.plus(frozen).value, parameters);
  assert.deepEqual(outputs(network), shapes);
}

const errorsOf = (report: Report): readonly string[] =>
  report.problems.filter(p => p.severity === 'error').map(p => p.message);

describe('the examples of the language page', () => {
  it('are all given what they leave to the reader', () => {
    assert.equal(page.length, 39);
    for (const first of Object.keys(contexts))
      assert.ok(
        page.some(e => e.first === first),
        first,
      );
  });

  for (const example of page) {
    it(`are analyzed without an error: ${example.first}`, () => {
      const report = analyzeText(whole(example), {}, files);
      assert.deepEqual(errorsOf(report), []);
      for (const network of report.networks) {
        assert.ok(network.outputs.length > 0);
        for (const { name, shape } of network.outputs) assert.ok(shape, `${network.name}.${name} has no shape`);
      }
    });
  }

  it('have the figures of arithmetic by hand: the first one', () => {
    const bottleneck = (from: number, to: number): number =>
      conv(from, to, 1) +
      norm(to) +
      conv(to, to, 3) +
      norm(to) +
      conv(to, 4 * to, 1) +
      norm(4 * to) +
      (from === 4 * to ? 0 : conv(from, 4 * to, 1) + norm(4 * to));
    // Channels behind the concat: 16 + 32 + 16.
    const parameters =
      conv(3, 32, 3) +
      norm(32) +
      conv(32, 64, 3) +
      norm(64) +
      convBias(64, 64, 3) +
      convBias(32, 64, 1) +
      convBias(64, 16, 1) +
      convBias(64, 16, 1) +
      (16 * 32 * 3 + 32) +
      convBias(64, 16, 1) +
      bottleneck(64, 32) +
      bottleneck(128, 64) +
      bottleneck(256, 96) +
      convBias(64, 384, 1) +
      dense(384, 10);
    checkExample('import Bottleneck, ConvBnRelu from "./blocks.nn"', parameters, [[10]]);
  });
  it('have the figures of arithmetic by hand: recursion', () => {
    // Three columns: 7 units in all, one column's first on 3 channels each.
    const unit = (from: number): number => conv(from, 8, 3) + norm(8);
    checkExample('block Fractal(columns, width, drop = 0.15) {', 3 * unit(3) + 4 * unit(8), [[8, 64, 64]]);
  });
  it('have the figures of arithmetic by hand: squeeze and excite', () => {
    checkExample('block SqueezeExcite(ratio = 16) {', dense(64, 4) + dense(4, 64), [[64, 8, 8]]);
  });
  it('have the figures of arithmetic by hand: two inputs', () => {
    checkExample('block Up(width) {', convBias(3, 32, 3) + dense(12, 32) + dense(64, 1), [[1]]);
  });
  it('have the figures of arithmetic by hand: hidden = round(96 * 0.25 / 8) * 8', () => {
    checkExample('const hidden = round(width * ratio / 8) * 8', convBias(3, 24, 3), [[24, 31, 31]]);
  });
  it('have the figures of arithmetic by hand: results of an LSTM and of a split', () => {
    // Two vectors of biases as in PyTorch; the halves of 10 steps.
    checkExample('encoded = lstm(256)', 4 * 256 * (64 + 256 + 2) + dense(256, 10), [[5]]);
  });
  it('have the figures of arithmetic by hand: branches of a loop', () => {
    const first = norm(64) + convBias(64, 32, 3);
    const pyramid = convBias(96, 256, 1) + 3 * convBias(96, 256, 3);
    checkExample('concat {', first + pyramid, [[1024, 32, 32]]);
  });
  it('have the figures of arithmetic by hand: a shortcut only where it is needed', () => {
    const parameters =
      conv(3, 64, 3) +
      norm(64) +
      conv(64, 64, 3) +
      norm(64) +
      conv(3, 64, 1) +
      norm(64) +
      2 * (conv(64, 64, 3) + norm(64));
    checkExample('block BasicBlock(width, stride = 1) {', parameters, [[64, 32, 32]]);
  });
  it('have the figures of arithmetic by hand: a chain as an argument', () => {
    const parameters =
      norm(64) + attention(64) + norm(64) + perceptron(64, 256) + norm(64) + dense(64, 64) + 64 + dense(64, 64);
    checkExample('block PreNorm(f, norm = layernorm) {', parameters, [[10, 64]]);
  });
  it('have the figures of arithmetic by hand: shared weights count once', () => {
    checkExample('network Siamese {', convBias(1, 64, 3) + dense(64, 128) + dense(128, 1), [[1]]);
  });
  it('have the figures of arithmetic by hand: a tied table counts once', () => {
    const layer = norm(768) + attention(768) + norm(768) + perceptron(768, 3072);
    checkExample('network LanguageModel(vocab = 50257, width = 768) {', 50_257 * 768 + 12 * layer, [['T', 50_257]]);
  });
  it('have the figures of arithmetic by hand: a frozen ResNet-50 below a head', () => {
    const { totals } = networkOfPage('import ResNet50 from "./resnet50.nn"');
    // torchvision's ResNet-50, whose head of 1000 classes stays.
    assert.equal(totals.parameters.frozen.value, 25_557_032);
    assert.equal(totals.parameters.trainable.value, dense(1000, 102));
  });
  it('have the figures of arithmetic by hand: defaults take the bias away', () => {
    checkExample('network Deep {', conv(3, 64, 3) + norm(64), [[64, 32, 32]]);
  });
  it('have the figures of arithmetic by hand: a U-Net in two loops', () => {
    const double = (from: number, to: number): number => convBias(from, to, 3) + convBias(to, to, 3) + 2 * norm(to);
    const up = (to: number): number => convBias(2 * to, to, 2) + double(2 * to, to);
    const down = [3, 64, 128, 256, 512, 1024];
    const parameters =
      down.slice(1).reduce((total, to, i) => total + double(down[i] ?? 0, to), 0) +
      up(512) +
      up(256) +
      up(128) +
      up(64) +
      convBias(64, 2, 1);
    const network = networkOfPage('network UNet(depth = 4, width = 64) {');
    assert.equal(network.totals.parameters.trainable.value, parameters);
  });
});

describe('the corpus', () => {
  for (const { title, text } of corpusFiles) {
    it(`is analyzed without an error: ${title}`, () => {
      const report = analyzeText(text, {}, files);
      assert.deepEqual(errorsOf(report), []);
      for (const network of report.networks)
        for (const { name, shape } of network.outputs) assert.ok(shape, `${network.name}.${name} has no shape`);
    });
  }
});
