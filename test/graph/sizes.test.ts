/** Two sizes that should meet: where each comes from, who lost the pixel, which sizes would do. Figures: C09 of cases.md, by hand. */
import { strict as assert } from 'node:assert';
import { analyzeText } from '../analysis/sources.js';

const blocks = `block Up(width) {
  input x
  input skip
  x -> transposed_conv(width, 2, stride: 2)
  concat(skip)
  conv(width, 3, padding: 1)
}
`;

const unet = (depth: number, shape: string): string => `${blocks}
network UNet {
  input image: ${shape}
  repeat ${String(depth)} as i {
    skip[i] = conv(8 * 2 ** i, 3, padding: 1) -> relu
    maxpool(2)
  }
  conv(64, 3, padding: 1)
  repeat ${String(depth)} as i { Up(8, skip: skip[${String(depth - 1)} - i]) }
}
`;

const errorOf = (text: string): { message: string; related: readonly string[]; fixes: readonly string[] } => {
  const errors = analyzeText(text).problems.filter(p => p.severity === 'error');
  assert.equal(errors.length, 1, errors.map(e => e.message).join('\n'));
  const [error] = errors;
  const related = (error?.related ?? []).map(r => `${r.message} @ ${text.slice(r.range.start, r.range.end)}`);
  return { message: error?.message ?? '', related, fixes: (error?.fixes ?? []).map(f => f.title) };
};

describe('two sizes that should meet', () => {
  it('a U-Net of three poolings on 358: 88 against 89, lost by the third pool; 352 or 360 would do', () => {
    const { message, related, fixes } = errorOf(unet(3, '3x358x358'));
    assert.match(message, /88x88 and \d+x89x89/);
    assert.match(message, /maxpool \(89 -> 44\) left 1 cell of 89 unread/);
    assert.ok(
      related.some(r => r.includes('89 -> 44') && r.endsWith('@ maxpool(2)')),
      related.join('\n'),
    );
    assert.deepEqual(fixes, [
      'Pad the flow: `pad([[0, 1], [0, 1]])`',
      'Change the input to 3x352x352',
      'Change the input to 3x360x360',
    ]);
  });

  it('one of four poolings on 700: 86 against 87; 688 or 704 would do', () => {
    const { message, fixes } = errorOf(unet(4, '3x700x700'));
    assert.match(message, /86x86 and \d+x87x87/);
    assert.match(message, /maxpool \(87 -> 43\)/);
    assert.deepEqual(fixes, [
      'Pad the flow: `pad([[0, 1], [0, 1]])`',
      'Change the input to 3x688x688',
      'Change the input to 3x704x704',
    ]);
  });

  it('strides with `same` on 197: 14 against 13, rounded up on the way', () => {
    const steps = ['a', 'b', 'c', 'd'].map(n => `${n} = conv(8, 3, stride: 2, padding: same) -> relu`).join('\n');
    const text = `network N {\n input x: 3x197x197\n ${steps}\n conv(8, 3, stride: 2, padding: same)\n transposed_conv(8, 2, stride: 2)\n concat(d)\n}`;
    const { message } = errorOf(text);
    assert.match(message, /14x14 and 8x13x13/);
    assert.match(message, /conv \(13 -> 7\) rounded/);
  });

  it('padding that no window reads is no lost pixel', () => {
    // (12 + 2 - 3) / 2 leaves one cell of 14 unread, and it is padding; 12 - 6 + 1 = 7.
    const pool = 'a = conv(3, 6) -> relu\n x -> maxpool(3, stride: 2, padding: 1)\n concat(a)';
    const { message, related } = errorOf(`network N {\n input x: 3x12x12\n ${pool}\n}`);
    assert.match(message, /3x6x6 and 3x7x7/);
    assert.doesNotMatch([message, ...related].join(' '), /unread/);
  });

  it('with symbols the input says what they must be: multiples of 16 for four poolings', () => {
    const infos = analyzeText(unet(4, '[3, H, W]')).problems.filter(p => p.code === 'size-condition');
    assert.deepEqual(
      infos.map(i => i.message),
      ['for the network to be right, H must be a multiple of 16 and W must be a multiple of 16'],
    );
  });

  it('an exact division is a condition too', () => {
    const report = analyzeText('network N {\n input x: [3, H, W]\n reshape([3, H / 7, 7 * W])\n}');
    assert.ok(report.problems.some(p => p.message.includes('H must be a multiple of 7')));
    const given = analyzeText('network N {\n input x: [3, H, W]\n reshape([3, H / 7, 7 * W])\n}', {
      set: new Map([
        ['H', '30'],
        ['W', '4'],
      ]),
    });
    assert.ok(
      given.problems.some(p => p.severity === 'error' && p.message.includes('30 / 7')),
      given.problems.map(p => p.message).join('\n'),
    );
  });
});
