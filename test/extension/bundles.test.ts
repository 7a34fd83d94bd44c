/** What is loaded before the extension is active, and what afterwards. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Bundle {
  readonly inputs: Readonly<Record<string, unknown>>;
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

  it('leave the layout of diagrams to the page that draws them', () => {
    const holders = Object.keys(bundles).filter(file => has(file, '@dagrejs/dagre'));
    assert.deepEqual(holders, ['diagram.js']);
  });
});
