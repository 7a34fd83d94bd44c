/** The packed extension: what is in it, how large it is, and that it runs where it is installed. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedHost } from '../../../scripts/host/install.js';
import { installExtension } from '../../../scripts/host/server.js';
import { packedFiles, packExtension } from '../../../scripts/package.js';
import { closeWorkbench, openWorkbench } from '../workbench.js';

describe('the packed extension', () => {
  let folder = '';
  let vsix = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'netwright-package-'));
    vsix = packExtension(join(folder, 'netwright.vsix'));
  });
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

  it('is smaller than 5 MB', () => {
    assert.ok(statSync(vsix).size < 5e6, `${statSync(vsix).size} bytes`);
  });

  it('holds bundles, assets and documents, and neither sources nor maps nor tests', () => {
    const allowed = [
      /^package(\.nls(\.[\w-]+)?)?\.json$/,
      /^(README|CHANGELOG|SUPPORT)\.md$/,
      /^LICENSE$/,
      /^language-configuration\.json$/,
      /^dist\/[\w.-]+\.(cjs|js|css|ttf|wasm)$/,
      /^dist\/ThirdPartyNotices\.txt$/,
      /^(assets|docs|examples|l10n|media|snippets|syntaxes)\//,
    ];
    const files = packedFiles();
    for (const file of ['extension', 'client', 'server']) assert.ok(files.includes(`dist/${file}.cjs`));
    assert.ok(files.includes('dist/ThirdPartyNotices.txt'));
    assert.deepEqual(
      files.filter(file => !allowed.some(pattern => pattern.test(file))),
      [],
    );
  });

  it('installs into a VS Code and runs there', async () => {
    const extensions = join(folder, 'extensions');
    installExtension(installedHost(), vsix, extensions);
    const workbench = await openWorkbench({ extensions });
    try {
      await workbench.openFile('lenet.nn');
      await workbench.page.locator('.statusbar-item', { hasText: 'Netwright' }).first().waitFor();
      await workbench.runCommand('Netwright: Show Version');
      await workbench.notification('Netwright 0.1.0');
    } finally {
      await closeWorkbench(workbench);
    }
  });
});
