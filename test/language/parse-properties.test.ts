/** What holds for every text whatever: parsing ends, never throws, and gives a whole tree. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from '../../src/language/parse.js';
import { scan } from '../../src/language/scan.js';
import { resolveNames } from '../../src/language/scopes.js';
import { reservedWords } from '../../src/language/tokens.js';
import type { Node } from '../../src/language/tree.js';
import { childrenOf } from '../../src/language/walk.js';
import { allExamples, corpusFiles, halfTyped } from './examples.js';

/** Ranges lie in their parent's, follow each other, and problems lie in the text, at most one a line. */
function checkWhole(text: string): void {
  const { file, problems } = parse(text);
  resolveNames(file);
  assert.deepEqual(file.range, { start: 0, end: text.length });
  const check = (node: Node, depth: number): void => {
    assert.ok(depth < 900, 'the tree is deeper than a recursion can go');
    let from = node.range.start;
    for (const child of childrenOf(node)) {
      const { start, end } = child.range;
      const shown = `${child.kind} ${start}..${end} in ${node.kind} ${node.range.start}..${node.range.end} of ${JSON.stringify(text)}`;
      assert.ok(start >= from && end >= start && end <= node.range.end, shown);
      from = end;
      check(child, depth + 1);
    }
  };
  check(file, 0);
  for (const { range, message } of problems) {
    assert.ok(range.start >= 0 && range.end >= range.start && range.end <= text.length);
    assert.ok(message.length > 0 && message.length < 300, message);
  }
}

const texts = [...allExamples.map(example => example.text), ...Object.values(halfTyped)];
const example = fc.constantFrom(...texts);
const piece = fc.constantFrom(
  ...reservedWords,
  ...'( ) [ ] { } , : . ... = -> + - * / // % ** == != < <= > >= # ## " \' § \n \r \r\n \t \ufeff'.split(' '),
  ...[
    ' ',
    'x',
    'conv',
    'update',
    'group',
    'vary',
    '64',
    '3x3',
    '0x1',
    '2GiB',
    '1e9',
    '"a"',
    'größe',
    '尺寸',
    '\u0000',
    '\ud800',
  ],
);

describe('any text', () => {
  it('gives a whole tree', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), checkWhole), { numRuns: 500 });
  });
  it('made of pieces of the language gives a whole tree', () => {
    const soup = fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join(' '));
    fc.assert(fc.property(soup, checkWhole), { numRuns: Number(process.env['RUNS'] ?? 2000) });
  });
  it('that is a prefix of an example gives a whole tree', () => {
    for (const text of texts) for (let end = 0; end <= text.length; end += 3) checkWhole(text.slice(0, end));
  });
  it('that is an example with a mistake gives a whole tree', () => {
    const mutation = fc.record({
      text: example,
      at: fc.nat(3000),
      remove: fc.nat(12),
      insert: fc.array(piece, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(mutation, ({ text, at, remove, insert }) => {
        const from = at % (text.length + 1);
        checkWhole(text.slice(0, from) + insert.join('') + text.slice(from + remove));
      }),
      { numRuns: Number(process.env['RUNS'] ?? 1500) },
    );
  });
});

describe('one mistake', () => {
  it('gives one message: any token of the corpus left out, with few exceptions', () => {
    let all = 0;
    const several: string[] = [];
    for (const { title, text } of corpusFiles) {
      const { tokens } = scan(text);
      for (let i = 0; i + 1 < tokens.count; i++) {
        const { problems } = parse(text.slice(0, tokens.start[i]) + text.slice(tokens.end[i]));
        all++;
        if (problems.length > 1) several.push(`${title}:${(tokens.line[i] ?? 0) + 1}`);
      }
    }
    assert.ok(several.length < all / 100, `${several.length} of ${all}: ${several.join(' ')}`);
  });
});

describe('a hostile text', () => {
  const million = 1_000_000;
  const cases: Readonly<Record<string, string>> = {
    'a megabyte of (': '('.repeat(million),
    'a megabyte of [': '['.repeat(million),
    'a megabyte of {': '{'.repeat(million),
    'a megabyte of }': '}'.repeat(million),
    'a megabyte of () nested': '('.repeat(million / 2) + ')'.repeat(million / 2),
    'brackets of all kinds': '([{'.repeat(million / 3),
    'open calls, a line each': 'network N {\n' + 'conv(\n'.repeat(million / 6),
    'open bodies': 'network N {\n' + 'residual {\n'.repeat(million / 11),
    'a long sum': 'const a = ' + '1+'.repeat(million / 2),
    'a long power': 'const a = ' + '1**'.repeat(million / 3),
    'minus signs': 'const a = ' + '-'.repeat(million),
    'else if': 'network N {\n if a {} ' + 'else if a {} '.repeat(million / 13),
    'if then': 'const a = ' + 'if a then '.repeat(million / 10),
    members: 'network N { a' + '.b'.repeat(million / 2),
    'a long number': 'const a = ' + '9'.repeat(million),
    'an exponent': 'const a = 1e999999999',
    'a long size': 'const a = ' + '1x'.repeat(million / 2),
    quotes: '"'.repeat(million),
    'unknown characters, a line each': '§\n'.repeat(million / 2),
    zeros: '\0'.repeat(million),
  };
  for (const [title, text] of Object.entries(cases)) {
    it(`ends, with few messages: ${title}`, () => {
      const { problems } = parse(text);
      assert.ok(problems.length >= 1 && problems.length <= 201);
    });
  }
  it('too deep has one message about it', () => {
    const { problems } = parse('const a = ' + '('.repeat(500) + '1' + ')'.repeat(500));
    assert.deepEqual(
      problems.map(problem => problem.code),
      ['too-deep'],
    );
  });
});
