/** What is loaded before the extension is active, and what afterwards. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

interface Bundle {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

const bundles = JSON.parse(readFileSync('dist/meta.json', 'utf8')) as Readonly<Record<string, Bundle>>;
const has = (file: string, part: string): boolean =>
  Object.keys(bundles[file]?.inputs ?? {}).some(path => path.includes(part));

describe('the files of the extension', () => {
  it('leave the language client and its protocol to a file that is loaded when the extension is active', () => {
    assert.ok(has('extension.cjs', 'src/extension/common/activate.ts'));
    for (const part of ['vscode-languageclient', 'vscode-jsonrpc', 'vscode-languageserver-protocol'])
      assert.deepEqual([has('extension.cjs', part), has('client.cjs', part)], [false, true], part);
  });

  it('are one file in a browser, which loads no other', () => {
    assert.ok(has('extension-web.cjs', 'vscode-languageclient'));
    assert.doesNotMatch(readFileSync('dist/extension-web.cjs', 'utf8'), /client\.cjs/);
  });

  it('leave the layout of diagrams to the page that draws them, and to the command line', () => {
    const holders = Object.keys(bundles).filter(file => has(file, '@dagrejs/dagre'));
    assert.deepEqual(holders, ['cli-main.cjs', 'diagram.js']);
  });

  it('bring the licence of every package that is in them', () => {
    const notices = readFileSync('dist/ThirdPartyNotices.txt', 'utf8');
    const isNamed = (name: string): boolean => notices.split('\n').some(line => line.startsWith(`${name} `));
    const paths = Object.values(bundles).flatMap(({ outputs }) =>
      Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)),
    );
    const names = new Set(
      paths.flatMap(path => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path)?.[1] ?? []),
    );
    assert.ok(names.size > 10, [...names].join());
    assert.deepEqual(
      [...names].filter(name => !isNamed(name)),
      [],
    );
    // What the toolkit and the layout of diagrams have in their own bundles, and the icons, which are copied.
    const unseen = [
      '@microsoft/fast-element',
      '@microsoft/fast-foundation',
      '@dagrejs/graphlib',
      'tslib',
      '@vscode/codicons',
    ];
    assert.deepEqual(
      unseen.filter(name => !isNamed(name)),
      [],
    );
    for (const name of ['uplot', 'valibot', 'semver', 'tabbable']) {
      const [text = ''] = ['LICENSE', 'LICENSE.md'].flatMap(file => {
        const path = `node_modules/${name}/${file}`;
        return existsSync(path) ? [readFileSync(path, 'utf8').trim()] : [];
      });
      assert.ok(text !== '' && notices.includes(text), name);
    }
  });
});
