/** Mistakes in names, values and shapes: each is told once, and what is unknown is counted by nobody. */
import assert from 'node:assert/strict';
import { analyzeText } from '../analysis/sources.js';

const said = (text: string): string[] => analyzeText(text).problems.map(p => `${p.code}: ${p.message}`);
const codes = (text: string): string[] => analyzeText(text).problems.map(p => p.code);
const inNetwork = (...lines: readonly string[]): string =>
  `network N {\n  input x: 3x8x9\n  ${lines.join('\n  ')}\n}\n`;

describe('a name that is given twice', () => {
  const network = 'network N {\n  input x: [4]\n  B(3)\n}\n';
  const block = 'block B(w) {\n  dense(w)\n}\n';

  for (const [what, text] of [
    ['a block', `${block}block B(w) {\n  relu\n}\n${network}`],
    ['a constant', `const k = 3\nconst k = 4\n${block}${network}`],
    ['a network', `${block}${network}${network}`],
    ['a parameter', `block B(w, w = 3) {\n  dense(w)\n}\n${network}`],
    ['an import', `import ConvBnRelu, SeparableConv as ConvBnRelu from "netwright:conv"\n${block}${network}`],
  ] as const) {
    it(`is an error for ${what}`, () => {
      assert.equal(codes(text).filter(code => code === 'name-twice').length, 1, said(text).join('\n'));
    });
  }

  it('stands for what was given first', () => {
    const report = analyzeText(`const k = 3\nconst k = 4\n${inNetwork('flatten', 'dense(k)')}`);
    assert.deepEqual(
      report.networks[0]?.outputs.map(o => o.shape?.map(String)),
      [['3']],
    );
  });
});

describe('an expression without a value', () => {
  it('is told, whatever made it', () => {
    assert.deepEqual(said(inNetwork('conv(0 ** -1, 1)')), ['no-power: zero to a power below zero has no value']);
    assert.deepEqual(said(inNetwork('conv((-8) ** 0.5, 1)')), ['no-power: a root of a negative number has no value']);
    assert.deepEqual(codes(inNetwork('conv(0 ** 0, 1)', 'conv((-2) ** 3 + 9, 1)', 'conv(2 ** -1 * 8, 1)')), [
      'linear-after-linear',
      'linear-after-linear',
    ]);
  });
});

describe('a word', () => {
  it('in quotes is read, and told', () => {
    const report = analyzeText(inNetwork('conv(4, 3, padding: "same")'));
    assert.deepEqual(
      report.problems.map(p => [p.message, p.fixes?.map(f => f.title)]),
      [['`padding` of conv takes a word, which is written without quotes: `same`', ['Write `padding: same`']]],
    );
    assert.deepEqual(
      report.networks[0]?.outputs.map(o => o.shape?.map(String)),
      [['4', '8', '9']],
    );
  });

  it('misspelled is found among the words of its parameter, and among those of every value', () => {
    assert.deepEqual(said(inNetwork('conv(4, 3, padding: sane)')), [
      'unknown-name: nothing here is called `sane`; did you mean `same`?',
    ]);
    assert.deepEqual(said(inNetwork('conv(4, 3, bias: False)')), [
      'unknown-name: nothing here is called `False`; did you mean `false`?',
    ]);
  });

  it('that is a function says that it takes values', () => {
    assert.deepEqual(said(inNetwork('conv(floor, 3)')), [
      'function-without-values: `floor` is a function, which takes its values in parentheses: `floor(...)`',
    ]);
  });
});

describe('a default', () => {
  const used = (head: string, input = ''): string => `block B(${head}) {${input}\n  conv(w, 1)\n}\n${inNetwork('B')}`;

  it('may not use itself, a later parameter, or a dimension of an input', () => {
    const later = ': it may use only those before it';
    assert.deepEqual(said(used('w = w')), [`not-known-yet: \`w\` is a parameter that this default cannot use${later}`]);
    assert.deepEqual(said(used('w = 2 * v, v = 3')).slice(0, 1), [
      `not-known-yet: \`v\` is a parameter that this default cannot use${later}`,
    ]);
    assert.deepEqual(said(used('w = 2 * C', '\n  input x: [C, H, W]')), [
      'not-known-yet: `C` is known only behind the `input` that names it; a default may use the parameters before it',
    ]);
  });

  it('may use those before it', () => {
    assert.deepEqual(codes(used('v = 3, w = 2 * v')), []);
  });
});

describe('the shape of an input', () => {
  const block = (shape: string, body = 'conv(C, 1)'): string =>
    `block B {\n  input x: ${shape}\n  ${body}\n}\n${inNetwork('B')}`;

  it('of another rank is told once, and its names are known', () => {
    assert.deepEqual(said(block('[C, T]')), [
      'shape-mismatch: `x` has the shape 3x8x9, but 2 dimensions are expected here',
    ]);
  });

  it('has its `...` once, first or last', () => {
    const wrong = ['misplaced-rest: `...` stands once in a shape, first or last'];
    assert.deepEqual(said(block('[C, ..., W]')), wrong);
    assert.deepEqual(said(block('[..., C, ...]')), wrong);
    assert.deepEqual(said(block('[C, ...]')), []);
    assert.deepEqual(said('block B {\n  input x: [C, ..., W]\n  relu\n}\n'), wrong);
  });
});

describe('what nobody knows', () => {
  const totals = (text: string): readonly (string | undefined)[] => {
    const all = analyzeText(text).networks[0]?.totals;
    return [String(all?.parameters.trainable), all?.multiplyAdds?.toString(), all?.bytes.keptForBackward?.toString()];
  };
  const unknown = ['?', undefined, undefined];

  it('makes every sum unknown: a layer without a declaration, an endless block, rounds without a number', () => {
    assert.deepEqual(totals(inNetwork('flatten', 'dense(3)', 'rleu')), unknown);
    assert.deepEqual(totals(inNetwork('repeat 3 { rleu }')), unknown);
    assert.deepEqual(totals(`import Missing from "./missing.nn"\n${inNetwork('Missing(3)')}`), unknown);
    assert.deepEqual(totals(`block B(n) {\n  B(n + 1)\n}\n${inNetwork('B(1)')}`), unknown);
    assert.deepEqual(totals('network N {\n  input x: [3, H, W]\n  repeat H { relu }\n}\n'), unknown);
    assert.deepEqual(totals('network N {\n  input x: [3, H, W]\n  repeat H as i { conv(3 + i, 1) }\n}\n'), unknown);
    assert.deepEqual(totals('network N {\n  input x: [3, H, W]\n  if H == 3 { conv(3, 3) }\n}\n'), unknown);
  });

  it('is not what is only half typed', () => {
    // 27 * 8 + 8 weights, 216 numbers in.
    assert.deepEqual(totals(inNetwork('flatten', 'dense(8)', 'y =')).slice(0, 2), ['1736', '1728']);
  });
});

describe('a network beyond all bounds', () => {
  // Each F calls the two before it, so the number of layers grows like Fibonacci's numbers: F(40) makes 165,580,141.
  const ofDepth = (n: number): string =>
    `block F(n) {\n  if n > 1 {\n    F(n - 1)\n    F(n - 2)\n  } else { relu }\n}\n${inNetwork(`F(${String(n)})`)}`;

  it('is an error where blocks call blocks, however few there are', () => {
    assert.deepEqual(codes(ofDepth(40)), ['too-many-layers']);
    assert.deepEqual(codes(ofDepth(15)), []);
  });

  it('lists no more than can be held', () => {
    const { lines, truncated } = analyzeText(ofDepth(28)).networks[0]?.layers() ?? { lines: [], truncated: 0 };
    // F(28) makes 514,229 layers, most of them some twenty blocks deep.
    assert.equal(lines.length + truncated, 514_229);
    assert.ok(lines.length > 30_000 && lines.length < 100_000, String(lines.length));
  });
});

describe('a number or size that cannot be', () => {
  it('is told once, and what would follow from it is not', () => {
    assert.deepEqual(said(inNetwork('conv(1e401, 1)')), ['bad-number: a number has at most 400 digits']);
    assert.deepEqual(codes('network N {\n  input x: 3x0x8\n  relu\n}\n'), ['bad-size']);
    assert.equal(analyzeText('network N {\n  input x: 3x0x8\n  relu\n}\n').networks[0]?.outputs[0]?.shape, undefined);
    assert.deepEqual(codes(inNetwork(`flatten -> dense(${'1 + '.repeat(300)}1)`)), ['too-deep']);
    assert.deepEqual(codes(`import A from "./a.nn\n${inNetwork('relu')}`), ['open-text']);
  });
});
