/** Two sizes that do not meet, in networks of several files, calls and rounds: one message, which leads to all that made them. */
import assert from 'node:assert/strict';
import { analyzeText } from '../analysis/sources.js';

interface Told {
  readonly message: string;
  readonly fixes: readonly string[];
  /** `blocks.nn:3 what is said there` */
  readonly related: readonly string[];
}

/** The only error of the network. */
function errorOf(text: string, more: Readonly<Record<string, string>> = {}): Told {
  const files: Readonly<Record<string, string>> = { 'main.nn': text, ...more };
  const at = (uri: string, start: number): string =>
    `${uri}:${String(files[uri]?.slice(0, start).split('\n').length ?? 0)}`;
  const [error, ...others] = analyzeText(text, {}, more).problems.filter(({ severity }) => severity === 'error');
  assert.ok(error && others.length === 0, [error, ...others].map(each => each?.message).join('\n'));
  return {
    message: `${at(error.uri, error.range.start)} ${error.message}`,
    fixes: (error.fixes ?? []).map(({ title }) => title),
    related: (error.related ?? []).map(({ uri = '', range, message }) => `${at(uri, range?.start ?? 0)} ${message}`),
  };
}

describe('where two sizes come from', () => {
  it('is told across files: a U-Net whose blocks are imported, 50 -> 25 -> 12', () => {
    const blocks = `block Up(width) {
  input x
  input skip
  x -> transposed_conv(width, 2, stride: 2)
  concat(skip)
  conv(width, 3, padding: 1) -> relu
}`;
    const told = errorOf(
      `import Up from "./blocks.nn"
network U {
  input image: 1x50x50
  a = conv(8, 3, padding: 1) -> relu
  maxpool(2)
  b = conv(16, 3, padding: 1) -> relu
  maxpool(2)
  Up(16, skip: b)
  Up(8, skip: a)
}`,
      { 'blocks.nn': blocks },
    );
    assert.match(told.message, /^blocks\.nn:5 cannot concat 16x24x24 and 16x25x25.*maxpool \(25 -> 12\) left 1 cell/);
    // Two poolings: multiples of 4.
    assert.match(told.message, /multiples of 4: 1x48x48 or 1x52x52/);
    assert.deepEqual(told.related, [
      'main.nn:7 maxpool leaves 1 cell of 25 unread: 25 -> 12',
      'blocks.nn:4 transposed_conv makes it 24',
      'main.nn:5 maxpool makes it 25',
      'main.nn:8 in this call of Up',
    ]);
  });

  it('is told in a recursion, with the calls that lead there: 36 -> 18 -> 9 -> 4', () => {
    const told = errorOf(`block Level(depth, width) {
  input x
  if depth > 0 {
    maxpool(2)
    Level(depth - 1, 2 * width)
    upsample(2)
    concat(x)
  }
  conv(width, 3, padding: 1)
}
network R {
  input image: 3x36x36
  Level(3, 8)
}`);
    assert.match(
      told.message,
      /^main\.nn:7 cannot concat 64x8x8 and 3x9x9.*maxpool \(9 -> 4\) left 1 cell.*multiples of 8/,
    );
    assert.deepEqual(told.related.slice(-3), [
      'main.nn:5 in this call of Level',
      'main.nn:5 in this call of Level',
      'main.nn:13 in this call of Level',
    ]);
  });

  it('is told once for a list of points, though later ones do not meet either', () => {
    const told = errorOf(`network L {
  input image: 3x30x30
  repeat 3 as i {
    s[i] = conv(8, 3, padding: 1)
    maxpool(2)
  }
  upsample(2)
  concat(s[2])
  upsample(2)
  concat(s[1])
}`);
    // 30 -> 15 -> 7 -> 3, and 6 is not 7.
    assert.match(told.message, /^main\.nn:8 cannot concat 8x6x6 and 8x7x7/);
  });

  it('names the window that has no padding, through three calls of blocks', () => {
    const told = errorOf(`block A { conv(8, 5) }
block B { A -> relu }
block C { B -> B }
network D {
  input image: 3x32x32
  s = conv(8, 3, padding: 1)
  C
  add(s)
}`);
    assert.match(told.message, /^main\.nn:8 cannot add 8x24x24 and 8x32x32.*conv \(28 -> 24\) has no padding/);
    assert.deepEqual(told.related, ['main.nn:1 conv makes it 24', 'main.nn:5 it is 32 from the input on']);
  });

  it('offers padding in a residual of a repeated block', () => {
    const told = errorOf(`block Res(width) {
  residual { conv(width, 3, padding: 1) -> relu -> conv(width, 3) }
}
network R {
  input image: 8x20x20
  repeat 4 { Res(8) }
}`);
    assert.match(told.message, /conv \(20 -> 18\) has no padding/);
    assert.deepEqual(told.fixes, ['Write `padding: same` at conv', 'Crop this branch: `crop(1)`']);
  });
});

describe('channels that do not meet in a sum', () => {
  it('can be projected: the shortcut of a residual, or the flow', () => {
    const residual = errorOf('network R {\n  input x: 8x20x20\n  residual { conv(16, 3, padding: 1) }\n}');
    assert.deepEqual(residual.fixes, ['Project the shortcut: shortcut { conv(16, 1) }']);
    const sum = errorOf(
      'network R {\n  input x: 8x20x20\n  a = conv(16, 3, padding: 1)\n  conv(32, 3, padding: 1)\n  add(a)\n}',
    );
    assert.deepEqual(sum.fixes, ['Project the flow: `conv(16, 1)`']);
  });
});
