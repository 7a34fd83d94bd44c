import assert from 'node:assert/strict';
import fc from 'fast-check';
import { format, formatEdits } from '../../src/language/format.js';
import { parse } from '../../src/language/parse.js';
import { scan } from '../../src/language/scan.js';
import { allExamples, halfTyped, pageExamples } from './examples.js';

/** Tokens and comments as they are written: what formatting must keep. */
function written(text: string): string[] {
  const { tokens, comments } = scan(text);
  const words = Array.from({ length: tokens.count }, (_, i) => text.slice(tokens.start[i], tokens.end[i]));
  return [...words, ...comments.map(comment => comment.text)];
}

/** The tree without its ranges. */
function meaning(text: string): string {
  const { file } = parse(text);
  return JSON.stringify(file.items, (key, value: unknown) =>
    key === 'range' ? undefined : typeof value === 'bigint' ? String(value) : value,
  );
}

function checkFormat(text: string, expected: string): void {
  assert.equal(format(text), expected);
  assert.equal(format(expected), expected, 'formatting twice gives what once gives');
}

const messages = (text: string): string[] => parse(text).problems.map(problem => problem.message);

describe('formatting', () => {
  it('puts one step a line, two blanks a level', () => {
    checkFormat(
      'network   N(a=1,b = -2){\n\n\n\tinput x:3x8x8\n  conv ( a ,3,padding : same )->relu\n\n\n      if a==1{ relu }\n  else{tanh}\n\n}\n\n\n\n',
      'network N(a = 1, b = -2) {\n  input x: 3x8x8\n  conv(a, 3, padding: same) -> relu\n\n  if a == 1 { relu } else { tanh }\n}\n',
    );
  });
  it('keeps lists and arguments broken where the author broke them', () => {
    checkFormat(
      'block B {\nrepeat [\n# a, b\n[1,-1],\n      [2 , 2],\n] as [a,b],i {\nconv(a,\nb)\n}\n}',
      'block B {\n  repeat [\n    # a, b\n    [1, -1],\n    [2, 2],\n  ] as [a, b], i {\n    conv(a,\n      b)\n  }\n}\n',
    );
  });
  it('keeps chains over lines, one level further in', () => {
    checkFormat(
      'block B {\nleft\n-> conv(64,3)\n    -> residual {\nrelu\n}\ntanh\n}',
      'block B {\n  left\n    -> conv(64, 3)\n    -> residual {\n      relu\n    }\n  tanh\n}\n',
    );
  });
  it('gives the content of braces over several lines lines of its own', () => {
    checkFormat(
      'block B { residual { relu\ntanh } shortcut\n{\n} }',
      'block B {\n  residual {\n    relu\n    tanh\n  } shortcut { }\n}\n',
    );
    checkFormat('train A { a: 1, b:2,\nc:3 }', 'train A {\n  a: 1, b: 2,\n  c: 3\n}\n');
  });
  it('tells a sign from a minus', () => {
    checkFormat('const a = - 1-2 - -b**-2 +[-1 , -c]', 'const a = -1 - 2 - -b ** -2 + [-1, -c]\n');
    checkFormat('const a = if not - 1<b then -1 else - b', 'const a = if not -1 < b then -1 else -b\n');
  });
  it('tells an index from a list', () => {
    checkFormat(
      'block B {\ny [ i ] = x.output [0] -> concat(z[ 1 ])\nexpect[1]\n}',
      'block B {\n  y[i] = x.output[0] -> concat(z[1])\n  expect [1]\n}\n',
    );
  });
  it('keeps comments, and their column where they are aligned', () => {
    checkFormat(
      'block B {# one\n# two   \nrelu     # three\ntanh# four\n\n# five\n}\n# six',
      'block B {  # one\n  # two\n  relu   # three\n  tanh  # four\n\n  # five\n}\n# six\n',
    );
  });
  it('keeps the line ends and the byte order mark of the file', () => {
    checkFormat('\ufeffblock B {\r\nrelu\r\n}', '\ufeffblock B {\r\n  relu\r\n}\r\n');
  });
  it('gives nothing for nothing', () => {
    checkFormat('', '');
    checkFormat('\n\n  \n', '');
  });
  it('leaves a definition with a syntax error as it is and formats the others', () => {
    checkFormat(
      'block A {\nrelu\n}\n\n\nblock B {\n conv(64,\n   relu\n}\n\n\nblock C {\ntanh\n}',
      'block A {\n  relu\n}\n\n\nblock B {\n conv(64,\n   relu\n}\n\n\nblock C {\n  tanh\n}\n',
    );
  });
  it("writes the language's own names for arguments, unless the file hides the layer", () => {
    const canonicalArgument = (callee: string, argument: string): string | undefined =>
      callee === 'conv' && argument === 'kernel_size' ? 'kernel' : undefined;
    const text = 'block B {\n  conv(64, kernel_size: 3)\n  dense(kernel_size: 3)\n}\n';
    assert.equal(format(text, { canonicalArgument }), text.replace('kernel_size', 'kernel'));
    const hiding = `block conv(kernel_size) { relu }\n${text}`;
    assert.equal(format(hiding, { canonicalArgument }), hiding);
  });
  it('of a range changes only its lines', () => {
    const text = 'block B {\nrelu\ntanh\ngelu\n}\n';
    const at = text.indexOf('tanh');
    assert.deepEqual(formatEdits(text, { range: { start: at, end: at + 4 } }).length, 2);
    assert.equal(formatEdits(format(text)).length, 0);
  });
});

describe('formatting the examples', () => {
  it('changes nothing on the language page: it is written in the canonical layout', () => {
    for (const { text } of pageExamples.filter(example => !example.text.startsWith('network Around')))
      assert.equal(format(text), text);
  });
  for (const { title, text } of allExamples) {
    it(`keeps what is written and what it means: ${title}`, () => {
      const once = format(text);
      assert.equal(format(once), once);
      assert.deepEqual(written(once), written(text));
      assert.equal(meaning(once), meaning(text));
    });
  }
  it('keeps half-typed files as good as they are', () => {
    for (const text of Object.values(halfTyped)) {
      const once = format(text);
      assert.equal(format(once), once);
      assert.deepEqual(written(once), written(text));
      assert.deepEqual(messages(once), messages(text));
    }
  });
});

describe('formatting any layout', () => {
  const noComments = allExamples
    .map(({ text }) => text.replace(/ *#.*$/gm, ''))
    .filter(text => parse(text).problems.length === 0);
  /** The text with other blanks around its tokens; its lines stay. */
  const shaken = fc
    .record({
      text: fc.constantFrom(...noComments),
      blanks: fc.array(fc.constantFrom('', '', ' ', '   ', '\t'), { minLength: 50, maxLength: 50 }),
    })
    .map(({ text, blanks }) => {
      let i = 0;
      const blank = (): string => blanks[i++ % blanks.length] ?? '';
      return {
        text,
        shaken: text.replace(/^ */gm, blank).replace(/(?<=[^\w]) (?=.)|(?=[()[\]{},:]) ?|(?<=\w) (?=[^\w])/g, blank),
      };
    });
  it('gives the one layout', () => {
    fc.assert(
      fc.property(shaken, pair => {
        fc.pre(meaning(pair.shaken) === meaning(pair.text) && parse(pair.shaken).problems.length === 0);
        assert.equal(format(pair.shaken), format(pair.text));
      }),
      { numRuns: 300 },
    );
  });
  it('keeps every token of any text, and twice is once', () => {
    const mutation = fc.record({
      text: fc.constantFrom(...allExamples.map(({ text }) => text)),
      at: fc.nat(2000),
      remove: fc.nat(8),
      insert: fc.constantFrom('', '\n', ' ', '{', '}', '(', ']', '-', '->', '# x', '"', '§', '\r', 'else', ','),
    });
    fc.assert(
      fc.property(mutation, ({ text, at, remove, insert }) => {
        const from = at % (text.length + 1);
        const wrong = text.slice(0, from) + insert + text.slice(from + remove);
        const once = format(wrong);
        assert.deepEqual(written(once), written(wrong));
        assert.equal(format(once), once);
        assert.equal(meaning(once), meaning(wrong));
      }),
      { numRuns: Number(process.env['RUNS'] ?? 1000) },
    );
  });
});
