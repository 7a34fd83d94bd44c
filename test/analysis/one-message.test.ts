/** One mistake gives one message: what only leads to it is named in it, and not told again. */
import assert from 'node:assert/strict';
import { analyzeText } from './sources.js';

const unet = (size: number): string => `network U {
  input x: 1x${String(size)}x${String(size)}
  a = conv(8, 3, padding: 1)
  maxpool(2)
  b = conv(16, 3, padding: 1)
  maxpool(2)
  conv(32, 3, padding: 1)
  upsample(2) -> concat(b)
  upsample(2) -> concat(a)
}`;

describe('a mistake that another step causes', () => {
  it('is told where sizes meet, with the pools that lost the cells, and no hint at these', () => {
    // 358 -> 179 -> 89, and 89 x 2 is 178: the second pool lost a cell.
    const { problems } = analyzeText(unet(358));
    assert.deepEqual(
      problems.map(({ code, severity }) => [code, severity]),
      [['bad-argument', 'error']],
    );
    assert.ok(problems[0]?.related?.some(({ message }) => message.includes('179')));
  });

  it('leaves hints at other steps', () => {
    const { problems } = analyzeText('network N {\n  input x: 1x9x9\n  maxpool(2)\n  conv(4, 3)\n  add(conv(4, 3))\n}');
    assert.ok(problems.some(({ code }) => code === 'unread-border'));
    assert.ok(problems.some(({ severity }) => severity === 'error'));
  });
});
