/** Problems in German: templates that fit what the analyzer says, and all that the rules say. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { lints } from '../../src/analysis/lints/index.js';
import { translator } from '../../src/editor/message-texts.js';
import { lintExample } from '../../scripts/lint-pages.js';
import { analyzeText } from '../analysis/sources.js';

const table = JSON.parse(readFileSync('l10n/messages.de.json', 'utf8')) as Readonly<Record<string, string>>;
const german = translator(table);

describe('problems in another language', () => {
  it('keep every value at its place', () => {
    const places = (text: string): readonly string[] => (text.match(/\{\d\}/g) ?? []).sort();
    for (const [from, into] of Object.entries(table)) assert.deepEqual(places(into), places(from), from);
  });

  it('are sentences that the code says', () => {
    const code = ['src/language', 'src/graph', 'src/catalogue', 'src/analysis', 'src/shape', 'src/editor']
      .flatMap(folder =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter(name => name.endsWith('.ts'))
          .map(name => readFileSync(`${folder}/${name}`, 'utf8')),
      )
      .join('\n')
      .replaceAll('\\`', '`');
    // The code may put a sentence together: `row` and `s`, `give` and `it a number`.
    const isSaid = (words: readonly string[], parts: number): boolean =>
      code.includes(words.join(' ')) ||
      (parts > 1 &&
        words.some((_, i) => i > 0 && code.includes(words.slice(0, i).join(' ')) && isSaid(words.slice(i), parts - 1)));
    const gone = Object.keys(table).filter(from =>
      from.split(/\{\d\}/).some(piece => piece.trim().length > 5 && !isSaid(piece.trim().split(' '), 3)),
    );
    assert.deepEqual(gone, []);
  });

  it('are all translated where a rule says them', () => {
    const left = lints.flatMap(lint => {
      const { problems } = analyzeText(lintExample(lint.bad, lint));
      return problems
        .flatMap(({ message, related = [] }) => [message, ...related.map(each => each.message)])
        .filter(message => german(message) === message);
    });
    assert.deepEqual([...new Set(left)], []);
  });

  it('have no English word left, nor have the titles of their fixes', () => {
    const english =
      /\b(the|is|are|of|and|not|no|there|with|have|this|which|that|cannot|needs|takes|from|or|does|be|by)\b/;
    const cases = readFileSync('test/analysis/lint-cases.txt', 'utf8').split(/^## .*$/m);
    const left = cases.flatMap(text =>
      analyzeText(text).problems.flatMap(({ message, related = [], fixes = [] }) =>
        [message, ...related.map(each => each.message), ...fixes.map(({ title }) => title)]
          .map(each => german(each))
          .filter(each => english.test(each.replace(/`[^`]*`/g, ''))),
      ),
    );
    assert.deepEqual([...new Set(left)], []);
  });

  it('say in how many calls a rule holds, and translate what a sentence is put together of', () => {
    assert.equal(
      german(
        'the last 2 rows and the last column of 8x9 are never read: a 3x3 window at stride 3x3 ends before (in 1 of 2 calls)',
      ),
      'die letzten 2 Zeilen und die letzte Spalte von 8x9 werden nie gelesen: Ein 3x3-Fenster mit Schrittweite 3x3 endet davor (in 1 von 2 Aufrufen)',
    );
    assert.equal(german('Add `flatten` before `dense`'), '`flatten` vor `dense` einfügen');
  });

  it('carry names and numbers over', () => {
    assert.equal(
      german('there is no layer, block or point called `reul`; did you mean `relu` or `selu`?'),
      'es gibt weder Schicht noch Block noch Punkt namens `reul`; meinten Sie `relu` oder `selu`?',
    );
    assert.equal(
      german('a 9x9 window does not fit in the 8x8 input; the layers before shrank it: a, b'),
      'ein 9x9-Fenster passt nicht in den 8x8 großen Eingang; die Schichten davor haben es verkleinert: a, b',
    );
  });

  it('stay English where no template fits', () => {
    assert.equal(german('a sentence that nobody has said yet'), 'a sentence that nobody has said yet');
    assert.equal(german(''), '');
  });
});
