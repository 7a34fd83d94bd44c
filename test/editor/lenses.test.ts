/** What stands above a network: its totals, in words that hold. */
import assert from 'node:assert/strict';
import { analyzeText, networkOf } from '../analysis/sources.js';
import { lenses, totalsText } from '../../src/editor/lenses.js';
import { fixture } from './view.js';

describe('the totals above a network', () => {
  it('are sums, for a batch and an optimizer', () => {
    // 4 x 2 + 2 = 10 weights: 40 bytes, as many of gradients, twice as many of Adam's state; the input is kept: 3 x 16 bytes.
    const network = networkOf('network N {\n  input x: [4]\n  dense(2)\n}\n', { batch: 3, optimizer: 'adam' });
    assert.equal(totalsText(network), '10 parameters · 8 multiply-adds · 208 B held in training (batch 3, fp32, adam)');
  });

  it('name the optimizer, and leave its arguments to the text', () => {
    const network = networkOf('network N {\n  input x: [4]\n  dense(2)\n}\n', { optimizer: 'sgd(momentum: 0.9)' });
    assert.match(totalsText(network), /, sgd\(…\)\)$/);
  });

  it('of open sizes are a formula where it is short, else figures for sizes that are named', () => {
    const text = (more: string): string => `network N {\n  input x: [3, H, W]\n  conv(8, 1, bias: false)${more}\n}\n`;
    // 3 x 8 weights, each used once for each of H x W places; the input is kept: 12 bytes a place.
    const few = networkOf(text('')).totals;
    assert.equal(few.multiplyAdds?.toString(), '24 * H * W');
    assert.match(totalsText(networkOf(text(''))), /· 24 \* H \* W multiply-adds · .* \(batch 1,/);
    // At 256 x 256: 24 x 65536, and behind the pool 9 x 8 x 8 x 126 x 126 more: 1,572,864 + 9,144,576.
    const shown = totalsText(networkOf(text(' -> maxpool(2) -> conv(8, 3, bias: false)')));
    assert.match(
      shown,
      /^600 parameters · 10\.7M multiply-adds · [\d.]+ MiB held in training \(H = W = 256, batch 1, fp32, sgd\)$/,
    );
  });

  it('leave out what an unknown name leaves open', () => {
    const [network] = analyzeText('network N {\n  input x: [4]\n  dense(width)\n}\n').networks;
    assert.ok(network);
    assert.equal(totalsText(network), '? parameters (batch 1, fp32, sgd)');
  });

  it('stay while a line is being typed', () => {
    const text = (line: string): string => `network N {\n  input x: [4]\n  dense(2)\n${line}}\n`;
    const [before, typed] = [fixture(text('')).view, fixture(text('  dense(\n')).view];
    const titles = lenses(typed, before).map(({ title }) => title);
    assert.deepEqual(
      titles,
      lenses(before).map(({ title }) => title),
    );
    assert.match(titles[0] ?? '', /^10 parameters/);
  });

  it('do not call a sum the least that training needs: PyTorch frees gradients between steps', () => {
    const network = networkOf(
      'network N {\n  input x: 3x32x32\n  conv(64, 3) -> relu -> conv(64, 3) -> relu -> flatten\n  dense(10)\n}\n',
    );
    assert.doesNotMatch(totalsText(network), /at least/);
  });

  it('stand beside the ways to the summary and the diagram, all on one line', () => {
    const found = lenses(fixture('network N {\n  input x: [4]\n  dense(2)\n}\n').view);
    assert.deepEqual(
      found.map(({ kind, at, network }) => [kind, at.start, network]),
      ['totals', 'summary', 'diagram'].map(kind => [kind, 'network '.length, 'N']),
    );
  });
});
