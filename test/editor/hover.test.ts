/** Hover at carets: the answer first, then formula, memory, PyTorch's spelling, docs. */
import assert from 'node:assert/strict';
import { hover } from '../../src/editor/hover.js';
import { fixture } from './view.js';

const inNetwork = (line: string): string => `network N {\n  input image: 3x224x224\n${line}\n}\n`;

function hovered(marked: string, others?: Readonly<Record<string, string>>): string {
  const { view, offset } = fixture(marked, others);
  return hover(view, offset)?.text ?? '';
}

/** Every line of `lines` is a line of the hover, in this order. */
function checkHover(marked: string, lines: readonly string[], others?: Readonly<Record<string, string>>): void {
  const all = hovered(marked, others).split('\n');
  let at = 0;
  for (const line of lines) {
    const found = all.indexOf(line, at);
    assert.ok(found >= 0, `${line}\n  is not in\n${all.join('\n')}`);
    at = found + 1;
  }
}

describe('hover', () => {
  it('on a layer gives shape, parameters, cost, formula with numbers, memory and spelling', () => {
    // The first layer of ResNet-50: 64 * 3 * 7 * 7 = 9,408 weights of 4 bytes; times 112 * 112 places = 118,013,952
    // multiply-adds; it keeps its input, 3 * 224 * 224 numbers of 4 bytes = 602,112 bytes.
    checkHover(inNetwork('  co|nv(64, 7, stride: 2, padding: 3, bias: false)'), [
      '**`64x112x112`** from `3x224x224` · 9,408 parameters · 118,013,952 multiply-adds a sample',
      'H, W: `(H - kernel + 2 * padding) // stride + 1` = `(224 - 7 + 2 * 3) // 2 + 1` = **112**\\',
      'weight: `64x3x7x7` = 9,408',
      '| weights | 36.8 KiB (37,632 bytes) |',
      '| gradients | 36.8 KiB (37,632 bytes) |',
      '| kept for backward | 588 KiB (602,112 bytes) |',
      'PyTorch: `nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)`',
    ]);
  });

  it('says how `same` splits the cells', () => {
    // 224 in steps of 2 gives 112 windows, which reach over (112 - 1) * 2 + 3 = 225 cells: one is added at the end.
    checkHover(inNetwork('  co|nv(8, 3, stride: 2, padding: same)'), [
      'H, W: `ceil(H / stride)` = `ceil(224 / 2)` = **112**\\',
      '`padding: same` adds 0 before and 1 after\\',
    ]);
  });

  it('on an argument gives its doc and default', () => {
    const text = hovered(inNetwork('  conv(8, 3, stri|de: 2)'));
    // Windows of 3 over 224 cells in steps of 2: (224 - 3) // 2 + 1 = 111.
    assert.equal(
      text,
      [
        '**`stride = 2`**\\',
        'H, W: `(H - kernel) // stride + 1` = `(224 - 3) // 2 + 1` = **111**',
        '',
        '`stride: 1` of `conv`',
        '',
        'Step from one window to the next. `1` if not given.',
      ].join('\n'),
    );
    assert.match(hovered(inNetwork('  conv(|8, 3)')), /^\*\*`channels = 8`\*\*\n\n`channels` of `conv`/);
  });

  it('on a point gives its shape', () => {
    assert.equal(hovered(inNetwork('  a = conv(8, 1)\n  add(|a)')), 'point `a`: `8x224x224`');
    assert.equal(hovered(inNetwork('  |a = relu -> conv(8, 1)')), 'point `a`: `8x224x224`');
    assert.equal(hovered(inNetwork('  add(ima|ge)')), 'input `image`: `3x224x224`');
  });

  const block = (inside: string, name = 'B', calls = 'B(8)\n  B(16, k: 3)'): string =>
    `## Does B.\nblock ${name}(w, k = 1) {\n  input x: [C, H, W]\n  ${inside}\n}\nnetwork N {\n  input image: 3x8x8\n  ${calls}\n}\n`;

  it('in a block lists the ways in which it is called', () => {
    const text = hovered(block('co|nv(w, k)'));
    // What is told first is of one of them, and it says so.
    assert.match(text, /^[^\n]* · the first of 2 instances\n/);
    assert.match(text, /^2 instances, 2 shapes:$/m);
    assert.match(text, /^- `8x8x8` · 32 in `B\(w: 8, k: 1\) on 3x8x8`/m);
    // 16 * 8 * 3 * 3 + 16 = 1,168
    assert.match(text, /^- `16x6x6` · 1\.2K in `B\(w: 16, k: 3\) on 8x8x8`/m);
  });

  it('on parameters and dimensions gives the values that they have', () => {
    assert.equal(hovered(block('conv(|w, k)')), 'parameter `w` of B: `8`, `16`');
    assert.equal(hovered(block('conv(w, |k)')), 'parameter `k` of B: `1`, `3`; `1` if not given');
    assert.equal(hovered(block('conv(|C * w, k)')), 'dimension `C`: `3`, `24`');
  });

  it('on a block gives its instances and its documentation', () => {
    const text = hovered(block('conv(w, k)', '|B'));
    assert.match(text, /^2 instances:$/m);
    assert.match(text, /^Does B\.$/m);
    const lone = hovered('block |B { relu }\n');
    assert.match(lone, /^Not used by a network that is known here\.$/m);
  });

  it('on a network gives its totals', () => {
    // 3 * 5 + 5 = 20 parameters
    const text = hovered('network |N {\n  input x: [3]\n  dense(5)\n}\n');
    assert.match(text, /^20 parameters · 15 multiply-adds a sample$/m);
    assert.match(text, /^\| weights \| 80 bytes \|$/m);
  });

  it('on a network that is trained names both engines', () => {
    const text = hovered(
      'network |N {\n  input features: [2]\n  dense(5) -> relu\n  dense(2)\n}\ntrain N {\n  data: spiral\n  loss: cross_entropy\n  batch: 8\n}\n',
    );
    assert.match(text, /^\| Memory \(batch 8, fp32, .*\) \| PyTorch \| bundled engine \|$/m);
    // 2 * 5 + 5 + 5 * 2 + 2 = 27 numbers of 4 bytes, whoever holds them.
    assert.match(text, /^\| weights \| 108 bytes \| \d+ bytes \|$/m);
  });

  it('on a network with open sizes says how its figures grow', () => {
    // A convolution's cost is a multiple of H * W; its weights know neither.
    const text = hovered('network |N {\n  input image: [3, H, W]\n  conv(4, 3, padding: 1)\n}\n');
    assert.match(text, /^with `H`: parameters constant, multiply-adds linear, kept for backward linear/m);
  });

  it('on settings and what they take gives their docs', () => {
    const train = (line: string): string => `network N {\n  input x: [3]\n  dense(5)\n}\ntrain N {\n  ${line}\n}\n`;
    assert.notEqual(hovered(train('opti|mizer: adam')), '');
    assert.match(hovered(train('optimizer: ad|am(lr: 1)')), /learning rate/);
    assert.match(hovered(train('optimizer: adam(l|r: 1)')), /^`lr: 0.001` of `adam`/);
  });

  it('follows an imported block to its file', () => {
    const others = { 'b.nn': '## From elsewhere.\nblock B(w = 2) { dense(w) }\n' };
    const text = hovered('import B from "./b.nn"\nnetwork N {\n  input x: [3]\n  |B\n}\n', others);
    assert.match(text, /^\*\*`\[2\]`\*\* from `\[3\]` · 8 parameters/);
    assert.match(text, /From elsewhere\./);
  });

  it('says nothing on empty space and never fails anywhere', () => {
    assert.equal(hovered(inNetwork('  |')), '');
    const text = block(
      'residual { conv(w, k, padding: same) } shortcut { conv(w, 1) }\n  y = concat { branch { } branch { relu } }',
    );
    for (let at = 0; at <= text.length; at++) hovered(`${text.slice(0, at)}|${text.slice(at)}`);
  });
});
