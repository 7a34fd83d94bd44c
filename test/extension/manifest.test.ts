/** The extension's manifest: what it promises is there, in each language. */
import assert from 'node:assert/strict';
import { lints } from '../../src/analysis/lints/index.js';
import { otherRules } from '../../src/analysis/run-lints.js';
import { check } from '../../src/cli/check-command.js';
import { deviceGiB } from '../../src/messages/devices.js';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Matcher {
  readonly pattern: { readonly regexp: string };
}

type Texts = Readonly<Record<string, string>>;

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const text = readFileSync('package.json', 'utf8');
const manifest = read('package.json') as {
  contributes: {
    commands: readonly { command: string }[];
    configuration: readonly { properties: Readonly<Record<string, Readonly<Record<string, unknown>>>> }[];
    walkthroughs: readonly { steps: readonly { media: { svg: string }; completionEvents: readonly string[] }[] }[];
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

  it('offers a level for every rule that has one, and devices with their memory', () => {
    const all = new Map(manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties)));
    const rules = all.get('netwright.lint.levels')?.['properties'] as object;
    assert.deepEqual(Object.keys(rules).sort(), [...lints.map(({ name }) => name), ...otherRules].sort());
    const { enum: names, enumItemLabels: labels } = all.get('netwright.memory.device') as {
      enum: readonly string[];
      enumItemLabels: readonly string[];
    };
    assert.deepEqual(names, ['', ...Object.keys(deviceGiB)]);
    assert.deepEqual(
      labels.slice(1),
      Object.entries(deviceGiB).map(([name, gibibytes]) => `${name} (${gibibytes} GiB)`),
    );
  });

  it('has a problem matcher that reads what `netwright check` prints', () => {
    const { problemMatchers } = (read('package.json') as { contributes: { problemMatchers: readonly [Matcher] } })
      .contributes;
    const out: string[] = [];
    const { regexp } = problemMatchers[0].pattern;
    const streams = { folder: process.cwd(), out: (text: string) => out.push(text), error: () => undefined };
    check(['test/extension/broken.nn'], {}, { ...streams, colours: false, columns: 80 });
    const line =
      out
        .join('')
        .split('\n')
        .find(each => each.includes('reul')) ?? '';
    const [, file, at, column, severity, message, code] = new RegExp(regexp).exec(line) ?? [];
    assert.deepEqual(
      [file, at, column, severity, code],
      ['test/extension/broken.nn', '3', '3', 'error', 'unknown-layer'],
    );
    assert.match(message ?? '', /reul/);
  });

  it('names only commands that the extension registers, and files that are there', () => {
    const sources = readdirSync('src/extension', { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => readFileSync(`src/extension/${name}`, 'utf8'))
      .concat(readdirSync('src/messages').map(name => readFileSync(`src/messages/${name}`, 'utf8')))
      .join('\n');
    for (const { command } of manifest.contributes.commands) assert.ok(sources.includes(`'${command}'`), command);
    for (const { steps } of manifest.contributes.walkthroughs) {
      assert.equal(steps.length, 5);
      for (const { media, completionEvents } of steps) {
        const picture = readFileSync(media.svg, 'utf8');
        assert.ok(completionEvents.length > 0, media.svg);
        // The theme's colours alone.
        const colours = [...picture.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(match => match[1] ?? '');
        assert.deepEqual(
          colours.filter(colour => colour !== 'none' && !colour.startsWith('var(--vscode-')),
          [],
          media.svg,
        );
        for (const event of completionEvents) {
          // Of the kinds that VS Code knows for steps (Walkthroughs in the Contribution Points reference), those in use.
          assert.match(event, /^on(Context|Command):netwright\./);
          const context = /^onContext:(.*)/.exec(event)?.[1];
          if (context !== undefined) assert.ok(sources.includes(`'${context}'`), context);
        }
      }
    }
  });

  it('has an icon as galleries want it: PNG, square, at least 128 wide', () => {
    const { icon } = read('package.json') as { icon: string };
    const bytes = readFileSync(icon);
    // The signature and the place of width and height: PNG specification, sections 5.2 and 11.2.2.
    assert.deepEqual([...bytes.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    assert.equal(width, height);
    assert.ok(width >= 128);
  });
});
