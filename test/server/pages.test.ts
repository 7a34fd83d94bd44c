/** Rules and declarations lead to their pages in the way in which the editor can open them; pictures go where they are shown. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HoverRequest, MarkupContent } from 'vscode-languageserver-protocol/node';
import { lints } from '../../src/analysis/lints/index.js';
import { TestClient } from './client.js';

const uri = 'file:///project/main.nn';
const text = 'network N {\n  input x: 3x8x8\n  conv(8, 3)\n  batchnorm\n}\n';

interface Shown {
  readonly hrefs: readonly (string | undefined)[];
  readonly hover: string;
}

async function shown(options: object): Promise<Shown> {
  const client = await TestClient.start(options);
  try {
    const problems = await client.open(uri, text);
    const answer = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 2, character: 3 },
    });
    const rules = problems.filter(({ code }) => lints.some(({ name }) => name === code));
    assert.ok(rules.length > 0, JSON.stringify(problems));
    assert.ok(answer && MarkupContent.is(answer.contents));
    return { hrefs: rules.map(({ codeDescription }) => codeDescription?.href), hover: answer.contents.value };
  } finally {
    await client.stop();
  }
}

describe('pages of the reference', function () {
  this.timeout(30_000);

  it('are files beside the server for an editor that says nothing', async () => {
    const { hrefs, hover } = await shown({});
    for (const href of hrefs) assert.ok(href !== undefined && existsSync(fileURLToPath(href)), href);
    const [, address = ''] = /\[Reference\]\((file:[^)]+layers\/conv\.md)\)/.exec(hover) ?? [];
    assert.ok(existsSync(fileURLToPath(address)), hover);
    assert.doesNotMatch(hover, /data:image/);
  });

  it('are one for the codes that are no rules: a line of it says how each is mended', async () => {
    const client = await TestClient.start({});
    try {
      const [problem] = await client.open(uri, 'network N {\n  input x: 3x8x8\n  conv(8, 3\n}\n');
      const href = problem?.codeDescription?.href;
      assert.ok(href !== undefined && problem?.code !== undefined, JSON.stringify(problem));
      assert.ok(
        readFileSync(fileURLToPath(href), 'utf8').includes(`\`${String(problem.code)}\``),
        String(problem.code),
      );
    } finally {
      await client.stop();
    }
  });

  it('are opened by a command where the editor has one, and pictures are shown', async () => {
    const { hrefs, hover } = await shown({
      pictures: true,
      reference: 'https://x.test/{page}.md',
      referenceLink: 'command:netwright.openReference?%5B%22{page}%22%5D',
    });
    for (const href of hrefs) assert.match(href ?? '', /^https:\/\/x\.test\/lints\/[a-z-]+\.md$/);
    assert.ok(hover.includes('[Reference](command:netwright.openReference?%5B%22layers%2Fconv%22%5D)'), hover);
    assert.match(hover, /!\[3x3 window, stride 1: 8x8 cells give 6x6\]\(data:image\/svg\+xml;base64,/);
  });
});
