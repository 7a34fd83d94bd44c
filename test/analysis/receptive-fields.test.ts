/** How many cells of the input one cell of a result sees. */
import { strict as assert } from 'node:assert';
import { networkOf } from './sources.js';

const fieldsOf = (body: string, input = '3x256x256'): readonly string[] =>
  networkOf(`network N {\n input x: ${input}\n${body}\n}`)
    .layers()
    .lines.map(l => (l.receptiveField ? l.receptiveField.join('x') : '-'));

describe('receptive fields', () => {
  // C45 of cases.md: phillipi/pix2pix#122, its author.
  it('of the PatchGAN discriminator are 70, and 94 with one more stride', () => {
    const patch = (strides: readonly number[]): string =>
      strides
        .map((s, i) => `conv(${String(i === strides.length - 1 ? 1 : 64)}, 4, stride: ${String(s)}, padding: 1)`)
        .join(' -> leaky_relu(slope: 0.2) -> ');
    assert.equal(fieldsOf(patch([2, 2, 2, 1, 1])).at(-1), '70x70');
    assert.equal(fieldsOf(patch([2, 2, 2, 2, 1])).at(-1), '94x94');
  });

  it('do not depend on padding, and grow with dilation', () => {
    assert.deepEqual(fieldsOf('conv(8, 3) -> conv(8, 3, padding: same)'), ['3x3', '5x5']);
    assert.deepEqual(fieldsOf('conv(8, 3, dilation: 4)'), ['9x9']);
    // WaveNet (van den Oord et al. 2016, figure 3): dilations 1, 2, 4, 8 of filters of 2 see 16 samples.
    const stack = [1, 2, 4, 8].map(d => `conv(8, 2, dilation: ${String(d)}, padding: causal)`).join(' -> ');
    assert.equal(fieldsOf(stack, '[1, 64]').at(-1), '16');
  });

  it('of a joining layer are those of the widest branch, of a global pool unknown', () => {
    assert.deepEqual(
      fieldsOf(
        'concat {\n branch { conv(8, 1) }\n branch { conv(8, 3, padding: 1) -> conv(8, 3, padding: 1) }\n}\n global_avgpool',
      ),
      ['1x1', '3x3', '5x5', '5x5', '-'],
    );
  });

  it('pass through blocks and rounds', () => {
    const text =
      'block B { conv(8, 3, padding: 1) -> relu }\nnetwork N {\n input x: 8x32x32\n repeat 3 { B }\n maxpool(2)\n}';
    const fields = networkOf(text)
      .layers()
      .lines.map(l => l.receptiveField?.join('x'));
    assert.deepEqual(fields, ['3x3', '3x3', '5x5', '5x5', '7x7', '7x7', '8x8']);
  });
});
