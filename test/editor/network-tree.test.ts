/** The tree of a network: blocks, layers, rounds, with what each needs. */
import assert from 'node:assert/strict';
import { networkTree, type TreeEntry } from '../../src/editor/network-tree.js';
import { summary } from '../../src/editor/summary.js';
import { fixture } from './view.js';

const text = `block B(w) {
  conv(w, 1) -> relu
}
network N {
  input image: 3x8x8
  B(4)
  repeat 3 { B(4) }
  head = dense(10)
}
`;

const lines = (entries: readonly TreeEntry[], indent = ''): readonly string[] =>
  entries.flatMap(({ label, parameters, children }) => [
    `${indent}${label} ${String(parameters)}`,
    ...lines(children, `${indent}  `),
  ]);

describe('the tree of a network', () => {
  it('has its blocks and layers with their parameters', () => {
    // 3 * 4 + 4 = 16; 4 * 4 + 4 = 20, three times 60; 8 * 10 + 10 = 90; in all 166.
    assert.deepEqual(lines(networkTree(fixture(text).view)), [
      'N 166',
      '  B_1 16',
      '    conv_1 16',
      '    relu_1 0',
      '  repeat 3 60',
      '    B_1 20',
      '      conv_1 20',
      '      relu_1 0',
      '  head (dense) 90',
    ]);
  });
});

describe('the summary page', () => {
  it('lists every executed layer with the totals above', () => {
    const page = summary(fixture(text).view) ?? '';
    assert.match(page, /^# N$/m);
    assert.match(page, /^166 parameters/m);
    // Four times a convolution and a relu, and the dense layer.
    assert.equal(page.match(/^\| `/gm)?.length, 9);
    assert.match(page, /^\| `head` \| dense \| `4x8x10` \| 90 \|/m);
  });

  it('is none where there is no network', () => {
    assert.equal(summary(fixture('block B { relu }\n').view), undefined);
  });

  it('has what a layer is put together of under it', () => {
    const view = fixture('network N {\n  input x: [5, 8]\n  mixture(dense(4), 2)\n}\n').view;
    assert.deepEqual(lines(networkTree(view)), [
      `N ${String(8 * 2 + 2 * 36)}`,
      '  mixture_1 88',
      '    router (dense) 16',
      '    gate (gate) 0',
      '    expert_1 (dense) 36',
      '    expert_2 (dense) 36',
      '    combine (combine) 0',
    ]);
  });
});
