/** Networks on which a rule speaks, and others on which it is silent: at the top, in blocks, rounds, branches, with open sizes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lints } from '../../src/analysis/lints/index.js';
import { editsOf } from '../../src/editor/mends.js';
import type { GraphFix, GraphProblem } from '../../src/graph/graph.js';
import { FileSet } from '../../src/language/files.js';
import { analyzeText } from './sources.js';

interface Case {
  readonly rule: string;
  readonly speaks: boolean;
  readonly title: string;
  /** Part of the message, in words and numbers that are worked out by hand. */
  readonly says: string;
  readonly text: string;
}

const cases = readFileSync('test/analysis/lint-cases.txt', 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((part): Case => {
    const [head = '', ...lines] = part.split('\n');
    const [before = '', says = ''] = head.split(' :: ');
    const [rule = '', kind, ...title] = before.split(' ');
    return { rule, speaks: kind === 'bad', title: title.join(' '), says, text: `${lines.join('\n').trim()}\n` };
  });

const of = (problems: readonly GraphProblem[], rule: string) => problems.filter(({ code }) => code === rule);
const errors = (problems: readonly GraphProblem[]) => problems.filter(({ severity }) => severity === 'error').length;

function mended(text: string, { mends }: GraphFix): string {
  const files = new FileSet(uri => (uri === 'main.nn' ? text : undefined));
  const edits = [...editsOf(files, mends)].sort((a, b) => b.range.start - a.range.start);
  return edits.reduce((s, { range, text: t }) => s.slice(0, range.start) + t + s.slice(range.end), text);
}

describe('on networks of all kinds', () => {
  it('each rule has cases that it speaks on', () => {
    const tried = new Set(cases.filter(({ speaks }) => speaks).map(({ rule }) => rule));
    // These have tests of their own: what they ask stands in no network.
    const elsewhere = ['agree-by-chance', 'joined-with-itself', 'positions-as-channels'];
    const rates = ['learning-rate-too-large', 'learning-rate-too-small'];
    assert.deepEqual(
      lints.map(({ name }) => name).filter(name => !tried.has(name) && ![...elsewhere, ...rates].includes(name)),
      [],
    );
  });

  for (const { rule, speaks, title, says, text } of cases) {
    it(`${rule} ${speaks ? 'speaks' : 'is silent'}: ${title}`, () => {
      const { problems } = analyzeText(text);
      const found = of(problems, rule);
      assert.equal(found.length > 0, speaks, problems.map(({ message }) => message).join('\n'));
      if (says !== '') assert.ok(found[0]?.message.includes(says), found[0]?.message);
      for (const problem of found) {
        for (const fix of problem.fixes ?? []) {
          const after = mended(text, fix);
          if (after === text) continue;
          const left = analyzeText(after).problems;
          const told = `${fix.title}\n${after}\n${left.map(({ message }) => message).join('\n')}`;
          assert.ok(of(left, rule).length < found.length, told);
          assert.ok(problem.severity === 'error' || errors(left) <= errors(problems), told);
        }
      }
    });
  }
});
