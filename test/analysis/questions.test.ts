/**
 * Questions that students and engineers ask, answered to the unit. Shapes, parameters and buffers are those that PyTorch 2.15 gave for
 * the same modules; what is written as a product or a sum is arithmetic by hand.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formatShape } from '../../src/shape/shape.js';
import { optimizersSideBySide } from '../../src/analysis/optimizers-side-by-side.js';
import { questions, type Question } from './questions.js';
import { analyzeText, networkOf } from './sources.js';

const textOf = ({ before = '', body }: Pick<Question, 'before' | 'body'>): string =>
  `${before}network N {\n  ${body.join('\n  ')}\n}\n`;

describe('what comes out, and how many weights has', () => {
  for (const question of questions) {
    it(question.title, () => {
      const { outputs, totals } = networkOf(textOf(question));
      const [output] = outputs;
      assert.equal(output?.shape && formatShape(output.shape), question.shape);
      assert.equal(totals.parameters.trainable.value, question.parameters, 'parameters');
      if (question.multiplyAdds !== undefined)
        assert.equal(totals.multiplyAdds?.value, question.multiplyAdds, 'multiply-adds');
      const [floats, integers] = question.buffers ?? [0, 0];
      assert.deepEqual([totals.buffers.float.value, totals.buffers.integer.value], [floats, integers], 'buffers');
    });
  }

  it('counts a head that five levels share once, and its work at each', () => {
    const levels = [64, 32, 16, 8, 4];
    const text = `network N {
${levels.map((size, i) => `  input p${i}: 256x${size}x${size}`).join('\n')}
  shared head = conv(36, 3, padding: 1)
${levels.map((_, i) => `  output b${i} = p${i} -> head`).join('\n')}
}`;
    const { totals } = networkOf(text);
    assert.equal(totals.parameters.trainable.value, 256 * 36 * 9 + 36);
    const cells = levels.reduce((sum, size) => sum + size * size, 0);
    assert.equal(totals.multiplyAdds?.value, cells * 256 * 36 * 9);
  });

  it('sees 31x31 cells through dilations 1, 2, 4 and 8: 1 + 2 (1 + 2 + 4 + 8)', () => {
    const steps = [1, 2, 4, 8].map(d => `conv(4, 3, padding: same, dilation: ${d})`);
    const { lines } = networkOf(textOf({ body: ['input x: 1x64x64', ...steps.map(s => `${s} -> relu`)] })).layers();
    assert.deepEqual(
      lines.at(-1)?.receptiveField?.map(d => d.value),
      [31, 31],
    );
  });

  it('sees 35 cells behind a stride: 7 + 2 (3 - 1) + 4 (3 - 1) + 4 (5 - 1)', () => {
    const body = ['input x: 3x64x64', 'conv(8, 7, stride: 2, padding: 3)', 'maxpool(3, stride: 2, padding: 1)'];
    const { lines } = networkOf(
      textOf({ body: [...body, 'conv(8, 3, padding: 1)', 'conv(8, 5, padding: 2)'] }),
    ).layers();
    assert.deepEqual(
      lines.at(-1)?.receptiveField?.map(d => d.value),
      [35, 35],
    );
  });

  it('saves 8.7 times with a depthwise separable convolution: 1 / (1/256 + 1/9)', () => {
    const cost = (...steps: readonly string[]): number =>
      networkOf(textOf({ body: ['input x: 128x56x56', ...steps] })).totals.multiplyAdds?.value ?? NaN;
    const whole = cost('conv(256, 3, padding: 1)');
    const separable = cost('depthwise_conv(3, padding: 1) -> conv(256, 1)');
    assert.ok(Math.abs(whole / separable - 1 / (1 / 256 + 1 / 9)) < 1e-9);
  });
});

describe('how much memory a training step holds', () => {
  const mlp = textOf({ body: ['input x: [784]', 'dense(512) -> relu', 'dense(10)'] });
  const weights = 784 * 512 + 512 + 512 * 10 + 10;

  // PyTorch: two copies of the weights for Adam, one for momentum; Adafactor one number for each row and each column.
  for (const [optimizer, numbers] of [
    ['sgd', 0],
    ['sgd(lr: 0.1, momentum: 0.9)', weights],
    ['adam(lr: 1e-3)', 2 * weights],
    ['adamw(lr: 1e-3, weight_decay: 0.01)', 2 * weights],
    ['adam(lr: 1e-3, amsgrad: true)', 3 * weights],
    ['lion(lr: 1e-4)', weights],
    ['adafactor(lr: 0.01)', 512 + 784 + 512 + 10 + 512 + 10],
  ] as const) {
    it(`with ${optimizer}: ${numbers} numbers of state`, () => {
      const one = optimizersSideBySide(networkOf(mlp)).find(each => each.optimizer === optimizer);
      assert.equal(one?.state.value, 4 * numbers);
      assert.equal(networkOf(mlp, { optimizer }).totals.bytes.optimizerState?.value, 4 * numbers);
    });
  }

  it('for each sample: the input and what the ReLU gives, 784 + 512 numbers', () => {
    for (const batch of [1, 64])
      assert.equal(networkOf(mlp, { batch }).totals.bytes.keptForBackward?.value, batch * 4 * (784 + 512));
  });

  it('in half of the bytes with bf16, weights and state too', () => {
    const { bytes } = networkOf(mlp, { precision: 'bf16', optimizer: 'adam' }).totals;
    assert.deepEqual(
      [bytes.weights.value, bytes.gradients.value, bytes.optimizerState?.value, bytes.keptForBackward?.value],
      [2 * weights, 2 * weights, 4 * weights, 2 * (784 + 512)],
    );
  });

  it('of a frozen part: no gradient, no state', () => {
    const frozen = textOf({ body: ['input x: [784]', 'frozen { dense(512) -> relu }', 'dense(10)'] });
    const { bytes } = networkOf(frozen, { optimizer: 'adam' }).totals;
    assert.equal(bytes.weights.value, 4 * weights);
    assert.equal(bytes.gradients.value, 4 * 5130);
    assert.equal(bytes.optimizerState?.value, 8 * 5130);
    assert.equal(bytes.keptForBackward?.value, 4 * 512);
  });

  it('in a checkpoint: what flows in, and nothing of the inside', () => {
    const inside = 'dense(64) -> relu -> dense(64) -> relu';
    const kept = (body: string): number | undefined =>
      networkOf(textOf({ body: ['input x: [64]', 'dense(64) -> relu', body] })).totals.bytes.keptForBackward?.value;
    assert.equal(kept(inside), 4 * (64 + 64 + 64 + 64));
    assert.equal(kept(`checkpoint { ${inside} }`), 4 * (64 + 64));
  });
});

describe('what is wrong, and what would be right', () => {
  const first = (...body: readonly string[]): { readonly message: string; readonly fixes: readonly string[] } => {
    const errors = analyzeText(textOf({ body })).problems.filter(({ severity }) => severity === 'error');
    assert.equal(errors.length, 1, errors.map(({ message }) => message).join('\n'));
    return { message: errors[0]?.message ?? '', fixes: (errors[0]?.fixes ?? []).map(({ title }) => title) };
  };

  for (const [title, body, message, fix] of [
    [
      '10 heads for 768 numbers',
      ['input x: 197x768', 'attention(heads: 10)'],
      /768 .* 10 equal heads/,
      'Write `heads: 12`',
    ],
    [
      '3 heads of keys for 8 of queries',
      ['input x: 16x512', 'attention(heads: 8, kv_heads: 3)'],
      /8 heads/,
      'Write `kv_heads: 4`',
    ],
    [
      '32 groups for 100 channels',
      ['input x: 100x8x8', 'conv(128, 3, groups: 32)'],
      /100 input channels/,
      'Write `groups: 4`',
    ],
    [
      'an output padding as large as the stride',
      ['input x: 8x8x8', 'transposed_conv(4, 3, stride: 2, output_padding: 2)'],
      /below the stride/,
      'Write `output_padding: 1`',
    ],
    [
      'a padding of more than half a pool',
      ['input x: 8x8x8', 'maxpool(2, padding: 2)'],
      /more than half/,
      'Write `padding: 1`',
    ],
    [
      '8,000 numbers as 512x4x4',
      ['input x: [100]', 'dense(8000) -> reshape(512x4x4)'],
      /8000 numbers/,
      'Write `shape: 500x4x4`',
    ],
    ['a dropout of 50', ['input x: [8]', 'dense(8) -> dropout(50)'], /at most 1/, 'Write `p: 0.5`'],
    ['groups of a norm', ['input x: 30x8x8', 'groupnorm(32)'], /30 channels/, 'Write `groups: 30`'],
    [
      'a shortcut past a stride',
      ['input x: 64x56x56', 'residual { conv(128, 3, stride: 2, padding: 1) }'],
      /128x28x28 and 64x56x56/,
      'Project the shortcut: shortcut { conv(128, 1, stride: 2) }',
    ],
    [
      'a volume window on an image',
      ['input x: 3x32x32', 'conv(8, 3x3x3)'],
      /3 sizes, but the input has 2 axes/,
      'Write `kernel: 3`',
    ],
  ] as const) {
    it(title, () => {
      const { message: said, fixes } = first(...body);
      assert.match(said, message);
      assert.ok(fixes.includes(fix), fixes.join());
    });
  }

  it('an input that only a call with a mistake would read is not called unreachable', () => {
    const body = ['input a: [20]', 'input b: [30]', 'a -> bilinear(b, 40)'];
    assert.deepEqual(
      analyzeText(textOf({ body })).problems.map(({ code }) => code),
      ['bad-argument'],
    );
  });

  it('a map that was not flattened is asked about, and not told that it has too few classes', () => {
    const body = ['input image: 3x32x32', 'conv(8, 3) -> relu -> maxpool(2)', 'dense(10)'];
    const text = `${textOf({ body })}train N {\n  data: cifar10("data/")\n  loss: cross_entropy\n}\n`;
    assert.deepEqual(
      analyzeText(text)
        .problems.filter(p => p.severity !== 'hint')
        .map(({ code }) => code),
      ['dense-on-map'],
    );
  });
});
