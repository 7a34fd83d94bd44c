/** Texts with one mistake each: every fix that is offered mends it and brings no other. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { actions, problemsOf, type Action } from '../../src/editor/actions.js';
import type { GraphProblem } from '../../src/graph/graph.js';
import { makeAnalyzer } from '../../src/editor/analyze.js';
import { safeFixes } from '../../src/editor/fix-all.js';
import { fixesOf, remediedCodes } from '../../src/editor/remedies/index.js';
import { translator } from '../../src/editor/message-texts.js';
import { fixture, uriOf } from './view.js';

interface Case {
  readonly code: string;
  /** Title of one of the fixes. */
  readonly title: string;
  readonly text: string;
  readonly others: Readonly<Record<string, string>>;
  /** What that fix leaves, worked out by hand, where the case says it. */
  readonly after: string | undefined;
}

const cases = readFileSync('test/editor/fix-cases.txt', 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((part): Case => {
    const [head = '', ...lines] = part.split('\n');
    const [code = '', title = ''] = head.split(' :: ');
    const [text = '', ...more] = lines.join('\n').split(/^-- /m);
    const named = Object.fromEntries(more.map(each => [each.split('\n')[0] ?? '', each.replace(/^.*\n/, '')]));
    const { after, ...others } = named;
    return { code, title, text, others, after };
  });

function counts(problems: readonly GraphProblem[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { code } of problems) found.set(code, (found.get(code) ?? 0) + 1);
  return found;
}

const table = JSON.parse(readFileSync('l10n/messages.de.json', 'utf8')) as Readonly<Record<string, string>>;
const german = translator(table);
const english =
  /\b(the|is|are|of|and|not|no|there|with|have|this|which|that|cannot|needs|takes|from|or|does|be|by|for|it|only|before)\b|^(Add|Begin|Break|Change|Flatten|Insert|Name|Number|Put|Remove|Write)\b/;

function applied(text: string, { edits }: Action): string {
  const own = edits.filter(({ uri }) => uri === uriOf('main.nn'));
  return [...own]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((s, { range, text: put }) => s.slice(0, range.start) + put + s.slice(range.end), text);
}

describe('a fix', () => {
  it('and what it mends are told in German', () => {
    const left = cases.flatMap(({ text, others }) => {
      const { view } = fixture(text, others);
      // What an argument is for is documentation, which has a table of its own.
      return problemsOf(view).flatMap(problem =>
        [
          problem.code === 'missing-argument' ? '' : problem.message,
          ...fixesOf(view.files, problem).map(({ title }) => title),
        ]
          .map(each => german(each))
          .filter(each => english.test(each.replace(/`[^`]*`|"[^"]*"/g, ''))),
      );
    });
    assert.deepEqual([...new Set(left)], []);
  });

  for (const { code, title, text, others, after } of cases) {
    it(`of ${code}: ${title}`, () => {
      const { view } = fixture(text, others);
      const before = problemsOf(view);
      const problem = before.find(each => each.code === code);
      assert.ok(problem, before.map(each => `${each.code}: ${each.message}`).join('\n'));
      const errors = before.filter(({ severity }) => severity === 'error');
      assert.ok(errors.length <= 1, `followers: ${errors.map(({ message }) => message).join('\n')}`);
      const fixes = actions(view, problem.range).filter(each => each.kind === 'fix' && each.problem === problem);
      const found = fixes.find(each => each.title === title);
      assert.ok(found, `${problem.message}\nonly ${fixes.map(each => each.title).join(', ')}`);
      if (after !== undefined) assert.equal(applied(text, found), after);
      for (const fix of fixes) {
        const result = applied(text, fix);
        const left = problemsOf(fixture(result, others).view);
        const told = `${fix.title}\n${result}\n${left.map(each => `${each.code}: ${each.message}`).join('\n')}`;
        const [had, has] = [counts(before), counts(left)];
        assert.ok((has.get(code) ?? 0) < (had.get(code) ?? 0), `not mended by ${told}`);
        for (const [other, count] of has) assert.ok(count <= (had.get(other) ?? 0), `more ${other} after ${told}`);
      }
    });
  }
});

describe('fixes of many problems', () => {
  const slips = 'network N {\n  input x: 3x8x8;\n  conv(8, 3, padding=1)\n  // wide\n  relu => conv(8, [3, 3])\n}\n';

  it('are taken when a file is saved, where they are slips of the pen', () => {
    const { view } = fixture(slips);
    const edits = safeFixes(view, makeAnalyzer());
    const action: Action = { title: '', kind: 'fix-all', problem: undefined, edits, preferred: false };
    assert.equal(
      applied(slips, action),
      'network N {\n  input x: 3x8x8\n  conv(8, 3, padding: 1)\n  # wide\n  relu -> conv(8, [3, 3])\n}\n',
    );
  });

  it('are listed in the documentation, code by code', () => {
    const page = readFileSync('docs/reference/diagnostics.md', 'utf8');
    const codes = [...new Set([...remediedCodes, ...cases.map(({ code }) => code)])];
    assert.deepEqual(
      codes.filter(code => code !== 'linear-after-linear' && !page.includes(`| \`${code}\` |`)),
      [],
    );
  });
});
