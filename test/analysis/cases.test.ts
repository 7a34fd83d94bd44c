/** Public questions about single layers and losses, answered with the cause: rows C03, C05, C09, C50 and C51 of test/reference/cases.md. */
import { strict as assert } from 'node:assert';
import type { GraphProblem } from '../../src/graph/graph.js';
import { formatShape } from '../../src/shape/shape.js';
import { analyzeText } from './sources.js';

const problemsOf = (text: string): readonly GraphProblem[] => analyzeText(text).problems;
const errorsOf = (text: string): readonly GraphProblem[] => problemsOf(text).filter(p => p.severity === 'error');
const titles = (problem: GraphProblem | undefined): readonly string[] => (problem?.fixes ?? []).map(f => f.title);
const shapesOf = (text: string): readonly string[] => {
  const { lines } = analyzeText(text).networks[0]?.layers() ?? { lines: [] };
  return lines.map(({ outputShape }) => (outputShape ? formatShape(outputShape) : '?'));
};
const pointed = (text: string, problem: GraphProblem | undefined): readonly string[] =>
  (problem?.related ?? []).map(({ range }) => text.slice(range.start, range.end));

describe('C03: four times conv 3x3 without padding and pool 2 on 28x28', () => {
  const text = `network N {
  input image: 1x28x28
  conv(16, 3)
  maxpool(2)
  conv(32, 3)
  maxpool(2)
  conv(64, 3)
  maxpool(2)
  conv(128, 3)
  maxpool(2)
}`;
  it('shows 26, 13, 11, 5, 3, 1 and nothing behind the mistake', () => {
    assert.deepEqual(shapesOf(text), ['16x26x26', '16x13x13', '32x11x11', '32x5x5', '64x3x3', '64x1x1', '?', '?']);
  });
  it('has one error, at the fourth conv, that names the chain of layers that shrank it', () => {
    const [error, ...others] = errorsOf(text);
    assert.deepEqual(others, []);
    const { message = '' } = error ?? {};
    assert.match(message, /3x3 window does not fit in the 1x1 input/);
    assert.match(message, /28, conv 26, maxpool 13, conv 11, maxpool 5, conv 3, maxpool 1$/);
    assert.deepEqual(pointed(text, error), [
      'maxpool(2)',
      'conv(64, 3)',
      'maxpool(2)',
      'conv(32, 3)',
      'maxpool(2)',
      'conv(16, 3)',
    ]);
  });
  it('offers `same` padding and to drop a pool', () => {
    const offered = titles(errorsOf(text)[0]);
    assert.ok(offered.includes('Write `padding: same`'), offered.join());
    assert.ok(offered.includes('Remove the last maxpool'), offered.join());
  });
});

describe('C05: maxpool 2 on 25x25', () => {
  const pool = (args: string): string => `network N {\n  input image: 1x25x25\n  maxpool(${args})\n}`;
  it('gives 12x12, and says that the last row and column are not read', () => {
    assert.deepEqual(shapesOf(pool('2')), ['1x12x12']);
    const [problem] = problemsOf(pool('2'));
    assert.match(problem?.message ?? '', /the last row and the last column of 25x25/);
  });
  it('gives 13x13 with `ceil_mode`, and nothing to say', () => {
    assert.deepEqual(shapesOf(pool('2, ceil_mode: true')), ['1x13x13']);
    assert.deepEqual(problemsOf(pool('2, ceil_mode: true')), []);
  });
});

describe('C09: a U-Net whose input is no multiple of 2^depth', () => {
  const unet = (size: number, levels: number): string => `block Double(width) { conv(width, 3, padding: same) -> relu }
block Up(width) {
  input x
  input skip
  x -> transposed_conv(width, 2, stride: 2)
  concat(skip)
  Double(width)
}
network UNet {
  input image: 3x${String(size)}x${String(size)}
  repeat ${String(levels)} as i {
    skip[i] = Double(8 * 2 ** i)
    maxpool(2)
  }
  Double(128)
  repeat ${String(levels)} as i {
    const level = ${String(levels - 1)} - i
    Up(8 * 2 ** level, skip: skip[level])
  }
}`;
  for (const { size, levels, up, down, lost, good } of [
    { size: 358, levels: 3, up: 88, down: 89, lost: '89 -> 44', good: [352, 360] },
    { size: 700, levels: 4, up: 86, down: 87, lost: '87 -> 43', good: [688, 704] },
  ]) {
    it(`of ${String(size)} names both sizes, the pool that lost the pixel, and the sizes that work`, () => {
      const text = unet(size, levels);
      const [error] = errorsOf(text);
      const { message = '' } = error ?? {};
      assert.match(message, new RegExp(`${String(up)} and ${String(down)}`));
      assert.match(message, new RegExp(`maxpool \\(${lost}\\)`));
      for (const n of good) assert.ok(message.includes(`3x${String(n)}x${String(n)}`), message);
      assert.ok(pointed(text, error).includes('maxpool(2)'));
    });
  }
  it('with strides of 2 and `same` says 14 against 13, and which conv rounded', () => {
    const text = `network N {
  input image: 3x197x197
  defaults { conv(padding: same, stride: 2) }
  repeat 3 { conv(8, 3) -> relu }
  skip = conv(8, 3) -> relu
  conv(8, 3) -> relu
  transposed_conv(8, 2, stride: 2) -> concat(skip)
}`;
    const { message = '' } = errorsOf(text)[0] ?? {};
    assert.match(message, /14 and 13/);
    assert.match(message, /conv \(13 -> 7\) rounded/);
  });
});

describe('C50: softmax as last layer and cross-entropy on logits', () => {
  const net = (last: string): string =>
    `network N {\n  input image: 1x8x8\n  flatten\n  dense(10)\n  ${last}\n}\ntrain N {\n  data: digits\n  loss: cross_entropy\n}`;
  it('is a warning at the softmax with the bound ln(e + 9) - 1 = 1.4612 and a fix that drops it', () => {
    const text = net('softmax');
    const [problem, ...others] = problemsOf(text);
    assert.deepEqual(others, []);
    assert.equal(problem?.severity, 'warning');
    assert.equal(text.slice(problem.range.start, problem.range.end), 'softmax');
    assert.match(problem.message, /ln\(e \+ 9\) - 1 = 1\.4612/);
    assert.deepEqual(titles(problem), ['Remove `softmax`']);
  });
  it('is at most a hint for log_softmax, which is harmless twice', () => {
    assert.deepEqual(
      problemsOf(net('log_softmax')).map(p => p.severity),
      ['hint'],
    );
  });
});

describe('C51: batch norm that sees one value of each channel', () => {
  const net = (head: string, train: string): string => `network N {
  input features: [2]
  ${head}
  dense(2)
}
train N {
  data: spiral(samples: 2001)
  loss: cross_entropy
  ${train}
}`;
  const dense = 'dense(16, bias: false) -> batchnorm -> relu';
  // spiral holds a fifth of 2,001 back, 400: 1,601 are left, which is 50 x 32 + 1.
  it('is said before the run for 1,601 samples in batches of 32, with both ways out', () => {
    const [problem, ...others] = problemsOf(net(dense, 'batch: 32'));
    assert.deepEqual(others, []);
    assert.match(problem?.message ?? '', /the last batch would hold 1 sample \(1601 samples in batches of 32\)/);
    assert.match(problem?.message ?? '', /needs at least 2/);
    assert.deepEqual(titles(problem), ['Leave the last batch out: `drop_last: true`', 'Write `batch: 33`']);
  });
  it('is said for batch 1, and not where the last batch is left out or larger', () => {
    assert.deepEqual(
      problemsOf(net(dense, 'batch: 1')).map(p => p.code),
      ['one-value-per-channel'],
    );
    assert.deepEqual(problemsOf(net(dense, 'batch: 32\n  drop_last: true')), []);
    assert.deepEqual(
      problemsOf(net(dense, 'batch: 64')).map(p => p.code),
      ['one-value-per-channel'],
    );
    assert.deepEqual(problemsOf(net(dense, 'batch: 33')), []);
  });
  it('is said behind a global pooling, and not for a map of 7x7, which has 49 values', () => {
    const map = (size: number): string =>
      `network N {\n  input image: 512x${String(size)}x${String(size)}\n  batchnorm\n}\ntrain N {\n  data: images("flowers/")\n  loss: cross_entropy\n  batch: 1\n}`;
    assert.deepEqual(
      problemsOf(map(1)).map(p => p.code),
      ['one-value-per-channel'],
    );
    assert.deepEqual(problemsOf(map(7)), []);
  });
});
