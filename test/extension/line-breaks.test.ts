/** What VS Code does by itself at a line break and a bracket (`language-configuration.json`), against how the examples are laid out. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';

interface Configuration {
  readonly indentationRules: { readonly increaseIndentPattern: string; readonly decreaseIndentPattern: string };
  readonly onEnterRules: readonly {
    readonly beforeText: string;
    readonly afterText?: string;
    readonly action: { readonly indent: string; readonly appendText?: string };
  }[];
  readonly wordPattern: { readonly pattern: string; readonly flags: string };
}

const configuration = JSON.parse(readFileSync('language-configuration.json', 'utf8')) as Configuration;
const increases = new RegExp(configuration.indentationRules.increaseIndentPattern);
const decreases = new RegExp(configuration.indentationRules.decreaseIndentPattern);

const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.nn'))
  .map(name => readFileSync(`examples/${name}`, 'utf8'));

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;

/** The first rule that holds where a line is broken in two, as VS Code reads them. */
function ruleAt(before: string, after: string): Configuration['onEnterRules'][number]['action'] | undefined {
  return configuration.onEnterRules.find(
    rule =>
      new RegExp(rule.beforeText).test(before) &&
      (rule.afterText === undefined || new RegExp(rule.afterText).test(after)),
  )?.action;
}

describe('a line break', () => {
  it('indents as the formatter does: behind an opening bracket one further, a closing one back', () => {
    let pairs = 0;
    for (const text of examples) {
      const lines = text.split('\n');
      for (const [i, line] of lines.entries()) {
        const next = lines[i + 1] ?? '';
        // A chain that goes on is indented by hand or by a rule of its own.
        if (line.trim() === '' || next.trim() === '' || /^\s*->/.test(line) || /^\s*->/.test(next)) continue;
        pairs += 1;
        const expected = indentOf(line) + (increases.test(line) ? 2 : 0) - (decreases.test(next) ? 2 : 0);
        assert.equal(indentOf(next), expected, `${line}\n${next}`);
      }
    }
    assert.ok(pairs > 800, String(pairs));
  });

  it('goes on with documentation, opens a pair of brackets, and indents a chain that is broken', () => {
    assert.deepEqual(ruleAt('## A block', ''), { indent: 'none', appendText: '## ' });
    assert.deepEqual(ruleAt('network N {', '}'), { indent: 'indentOutdent' });
    assert.deepEqual(ruleAt('  conv(', ')'), { indent: 'indentOutdent' });
    assert.deepEqual(ruleAt('  left', ' -> conv(64, 3)'), { indent: 'indent' });
    assert.equal(ruleAt('    -> conv(64, 3)', ' -> relu'), undefined);
    assert.equal(ruleAt('  relu  # {', ''), undefined);
  });

  it('takes a name of any script as one word, and a number with its unit', () => {
    const word = new RegExp(`^(?:${configuration.wordPattern.pattern})$`, configuration.wordPattern.flags);
    for (const one of ['global_avgpool', 'größe', '層', 'x1', '2GiB', '0.1', '-3']) assert.match(one, word);
    for (const two of ['a.b', 'a-b', 'conv(3', 'a b']) assert.doesNotMatch(two, word);
  });
});
