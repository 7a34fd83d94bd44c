/** The reference is whole: every layer is documented, its example runs, and every link leads somewhere. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { groups } from '../../scripts/reference-groups.js';
import { analyzeExample, documentedLayers } from '../../scripts/reference-layers.js';
import { referencePages } from '../../scripts/reference.js';
import { lints } from '../../src/analysis/lints/index.js';

const folder = 'docs/reference';
const pagesOnDisk = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map(file => join(folder, file))
  .filter(file => file.endsWith('.md'));

/** Anchors as GitHub and VS Code make them of headings. */
const anchorsIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    ),
  );

describe('the reference', () => {
  it('has one line, a formula and a source for every layer', () => {
    for (const { name, summary, formula, source, parameters } of documentedLayers) {
      for (const [what, text] of Object.entries({ summary, formula, source })) {
        assert.ok(text !== undefined && text.trim() !== '', `${name} has no ${what}`);
        assert.ok(!text.includes('\n'), `${what} of ${name} is more than one line`);
      }
      assert.match(summary, /[.]$/, `the summary of ${name} is no sentence`);
      for (const [parameter, { doc }] of Object.entries(parameters)) assert.notEqual(doc, '', `${name}.${parameter}`);
    }
  });

  it('shows examples without an error, with the shape that they give', () => {
    for (const layer of documentedLayers) {
      const { problems, networks } = analyzeExample(layer);
      const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
      assert.deepEqual(errors, [], layer.name);
      assert.ok(networks[0]?.outputs[0]?.shape, layer.name);
    }
  });

  it('has each layer in one group, and no empty group', () => {
    const all = groups(documentedLayers);
    const names = all.flatMap(({ members }) => members.map(({ name }) => name)).sort();
    assert.deepEqual(names, documentedLayers.map(({ name }) => name).sort());
    for (const { title, members } of all) assert.ok(members.length > 0, title);
  });

  it('has no page of a layer or rule that is gone', () => {
    const known = new Set([...referencePages().keys(), ...lints.map(({ name }) => `${folder}/lints/${name}.md`)]);
    // The second is written by hand; test/editor/fix-cases.test.ts holds it to the codes.
    known.add(`${folder}/lints/README.md`).add(`${folder}/diagnostics.md`);
    assert.deepEqual(
      pagesOnDisk.filter(page => !known.has(page)),
      [],
    );
  });

  it('works out the number of weights of a convolution as the arithmetic does', () => {
    // 64 filters of 3 x 3 x 3 numbers and one bias each: 64 * (3 * 9 + 1) = 1,792.
    const page = referencePages().get(`${folder}/layers/conv.md`) ?? '';
    assert.ok(page.includes('| `channels * (C * kernel ** 2 + 1)` = 1792 |'), page);
  });

  it('has links that lead somewhere', () => {
    for (const page of pagesOnDisk) {
      const text = readFileSync(page, 'utf8').replace(/```[\s\S]*?```|``.*?``|`[^`\n]*`/g, '');
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? page : join(dirname(page), path);
        assert.ok(existsSync(file), `${page} links to ${target}`);
        if (anchor !== undefined && file.endsWith('.md'))
          assert.ok(anchorsIn(readFileSync(file, 'utf8')).has(anchor), `${page} links to ${target}`);
      }
    }
  });
});
