/** Formatting while typing, at each line's end and each brace of every example as a person might have left it: it never changes a token. */
import assert from 'node:assert/strict';
import { formattingBehind } from '../../src/editor/formatting.js';
import { parse } from '../../src/language/parse.js';
import { scan } from '../../src/language/scan.js';
import type { TextEdit } from '../../src/language/problem.js';
import { projects, type Project } from './project.js';

/** Words and marks with the lines that they begin. */
function tokensOf(text: string): readonly string[] {
  const { tokens } = scan(text);
  return Array.from({ length: tokens.count }, (_, i) => {
    const first = tokens.first[i] === 1 && i > 0 ? '\n' : '';
    return first + text.slice(tokens.start[i], tokens.end[i]);
  });
}

function edited(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { range, text: by } of [...edits].sort((a, b) => b.range.start - a.range.start))
    result = result.slice(0, range.start) + by + result.slice(range.end);
  return result;
}

const manners: Readonly<Record<string, (text: string) => string>> = {
  'as they are': text => text,
  'without indentation': text => text.replaceAll(/^ +/gm, ''),
  'with tabs': text => text.replaceAll(/^ +/gm, indent => '\t'.repeat(indent.length / 2)),
  'with blanks everywhere': text => text.replaceAll(/([(),:])/g, ' $1  '),
  'with line ends of Windows': text => text.replaceAll('\n', '\r\n'),
};

/** The places after which an editor formats: behind a `}`, and at the start of a new line. */
const placesIn = (text: string): readonly number[] => [...text.matchAll(/\}|\n/g)].map(({ index }) => index + 1);

function check(project: Project, uri: string, text: string): void {
  const expected = tokensOf(text);
  const errors = parse(text).problems.length;
  for (const offset of placesIn(text)) {
    const view = project.edited(uri, text);
    const after = edited(text, formattingBehind(view, offset));
    assert.deepEqual(tokensOf(after), expected, `${uri} at ${String(offset)}`);
    assert.equal(parse(after).problems.length, errors);
  }
}

describe('formatting while typing', function () {
  this.timeout(60_000);
  for (const [manner, apply] of Object.entries(manners)) {
    it(`changes no token in files ${manner}`, () => {
      let at = 0;
      for (const project of projects()) {
        for (const uri of project.uris) {
          const text = project.source(uri).text;
          // Blanks do not stand within a text.
          if (at++ % 5 === 0 && !(manner === 'with blanks everywhere' && text.includes('"')))
            check(project, uri, apply(text));
          project.files.close(uri);
        }
      }
    });
  }
});
