/** Texts that a person reads: each is in every language, whoever says it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { textsIn } from '../../src/server/node/texts.js';
import { say, speak } from '../../src/editor/words.js';

/** Who says it, and by what. */
const speakers: Readonly<Record<string, RegExp>> = {
  'src/extension': /l10n\.t\(/g,
  'src/editor': /(?<!function )\bsay\(/g,
  'src/server': /(?<!function )\bsay\(/g,
  webview: /(?<!function )\blocal\(/g,
};

const literal = /^\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/;

const called: string[] = [];
const unclear: string[] = [];
for (const [folder, call] of Object.entries(speakers)) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))) {
    const source = readFileSync(`${folder}/${name}`, 'utf8');
    for (const found of source.matchAll(call)) {
      const text = literal.exec(source.slice(found.index + found[0].length));
      if (text === null) unclear.push(`${folder}/${name}: ${source.slice(found.index, found.index + 60)}`);
      else called.push((text[1] ?? text[2] ?? '').replaceAll(/\\(.)/g, '$1'));
    }
  }
}

const bundles = readdirSync('l10n').filter(file => file.startsWith('bundle.'));
const read = (file: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(`l10n/${file}`, 'utf8')) as Readonly<Record<string, string>>;

describe('texts in the code', () => {
  it('are each written out at their call, so that translators can find them', () => {
    assert.deepEqual(unclear, []);
    assert.ok(called.length > 60);
  });

  it('are in every language, none too many, with the same places for values', () => {
    assert.ok(bundles.includes('bundle.l10n.de.json'));
    for (const file of bundles) {
      const texts = read(file);
      assert.deepEqual(Object.keys(texts).sort(), [...new Set(called)].sort(), file);
      const places = (of: string): readonly string[] => (of.match(/\{\d\}/g) ?? []).sort();
      for (const [from, to] of Object.entries(texts)) assert.deepEqual(places(to), places(from), from);
    }
  });

  it('come from the extension by the language alone where an editor has none of its own', () => {
    assert.equal(textsIn('de-AT', 'l10n')?.['Batch'], 'Batch');
    assert.equal(textsIn('en', 'l10n'), undefined);
    assert.equal(textsIn('../secret', 'l10n'), undefined);
  });

  it('stay English where a table lacks them', () => {
    try {
      speak({ 'fits {0}': 'passt in {0}' });
      assert.equal(say('fits {0}', 'T4'), 'passt in T4');
      assert.equal(say('does not fit {0}', 'T4'), 'does not fit T4');
    } finally {
      speak({});
    }
  });
});
