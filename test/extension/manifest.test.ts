/** The extension's manifest: what it promises is there, in each language. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

type Texts = Readonly<Record<string, string>>;

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const text = readFileSync('package.json', 'utf8');
const manifest = read('package.json') as {
  contributes: {
    commands: readonly { command: string }[];
    configuration: readonly { properties: Readonly<Record<string, Readonly<Record<string, unknown>>>> }[];
    walkthroughs: readonly { steps: readonly { media: { markdown: string } }[] }[];
  };
};

describe('the manifest', () => {
  it('has each of its texts in every language, and none too many', () => {
    const used = [...text.matchAll(/"%([\w.]+)%"/g)].map(match => match[1]).sort();
    for (const file of readdirSync('.').filter(name => /^package\.nls.*\.json$/.test(name))) {
      assert.deepEqual(Object.keys(read(file) as Texts).sort(), [...new Set(used)], file);
    }
    assert.ok(existsSync('package.nls.de.json'));
  });

  it('gives every setting a default, a type and a description, all under its own name', () => {
    for (const { properties } of manifest.contributes.configuration) {
      for (const [name, setting] of Object.entries(properties)) {
        assert.match(name, /^netwright\.[a-z]\w*\.[a-z]\w*$/);
        for (const key of ['default', 'type', 'markdownDescription', 'order', 'scope'])
          assert.ok(key in setting, `${name}: ${key}`);
      }
    }
  });

  it('names only commands that the extension registers, and files that are there', () => {
    const sources = readdirSync('src/extension', { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => readFileSync(`src/extension/${name}`, 'utf8'))
      .concat(readFileSync('src/messages/editor.ts', 'utf8'))
      .join('\n');
    for (const { command } of manifest.contributes.commands) assert.ok(sources.includes(`'${command}'`), command);
    for (const { steps } of manifest.contributes.walkthroughs) {
      for (const { media } of steps) assert.ok(existsSync(media.markdown), media.markdown);
    }
  });
});
