/** The TextMate grammar by the library that VS Code itself uses. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';

async function loadGrammar(): Promise<IGrammar> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(readFileSync(wasm));
  const path = 'syntaxes/netwright.tmLanguage.json';
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: patterns => new oniguruma.OnigScanner(patterns),
      createOnigString: text => new oniguruma.OnigString(text),
    }),
    loadGrammar: () => Promise.resolve(textmate.parseRawGrammar(readFileSync(path, 'utf8'), path)),
  });
  const grammar = await registry.loadGrammar('source.netwright');
  assert.ok(grammar);
  return grammar;
}

describe('the grammar', () => {
  let grammar: IGrammar;
  before(async () => {
    grammar = await loadGrammar();
  });

  /** The innermost scope of each piece, without the language's name, where it has one. */
  function scopesOf(line: string): readonly (readonly [string, string])[] {
    return grammar.tokenizeLine(line, textmate.INITIAL).tokens.flatMap(({ startIndex, endIndex, scopes }) => {
      const scope = scopes.at(-1) ?? '';
      const text = line.slice(startIndex, endIndex).trim();
      return scope === 'source.netwright' || text === '' ? [] : [[text, scope.replace('.netwright', '')] as const];
    });
  }

  it('colours a step with its point, its block, its arguments and sizes', () => {
    assert.deepEqual(scopesOf('  stem = Stage(64, 3x1, padding: same)  # wide'), [
      ['stem', 'variable.other.point'],
      ['=', 'keyword.operator.assignment'],
      ['Stage', 'entity.name.type'],
      ['(', 'punctuation.bracket'],
      ['64', 'constant.numeric'],
      [',', 'punctuation.separator'],
      ['3x1', 'constant.numeric.size'],
      [',', 'punctuation.separator'],
      ['padding', 'variable.parameter'],
      [':', 'punctuation.separator'],
      [')', 'punctuation.bracket'],
      ['# wide', 'comment.line.number-sign'],
    ]);
  });

  it('knows declared names', () => {
    assert.deepEqual(scopesOf('  data: spiral').at(-1), ['spiral', 'support.function.layer']);
  });

  it('takes a reserved word before a colon for a key', () => {
    assert.deepEqual(scopesOf('input: 3')[0], ['input', 'variable.parameter']);
  });

  it('knows units, and names in any script', () => {
    assert.deepEqual(scopesOf('const größe = 2GiB'), [
      ['const', 'storage.type'],
      ['größe', 'variable.other.constant'],
      ['=', 'keyword.operator.assignment'],
      ['2', 'constant.numeric'],
      ['GiB', 'keyword.other.unit'],
    ]);
  });

  it('does not see a reserved word inside a longer name', () => {
    assert.deepEqual(scopesOf('importance(2)')[0], ['importance', 'entity.name.function']);
  });

  it('gives every line of the corpus back whole', () => {
    const folder = 'test/reference/corpus';
    for (const file of readdirSync(folder).filter(each => each.endsWith('.nn'))) {
      let state = textmate.INITIAL;
      for (const line of readFileSync(`${folder}/${file}`, 'utf8').split('\n')) {
        const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
        assert.equal(tokens.map(({ startIndex, endIndex }) => line.slice(startIndex, endIndex)).join(''), line);
        // Nothing runs on into the next line: each line is read by itself.
        assert.equal(ruleStack.depth, textmate.INITIAL.depth, `${file}: ${line}`);
        state = ruleStack;
      }
    }
  });
});
