/** The check of import directions finds what it is for. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenImports } from '../../scripts/check-imports.js';

const here = process.cwd();
const scratch = join(here, '.cache', 'import-check');

/** The broken rules of a small tree. */
async function broken(files: Readonly<Record<string, string>>): Promise<string[]> {
  rmSync(scratch, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(scratch, path, '..'), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }
  mkdirSync(join(scratch, 'src'), { recursive: true });
  process.chdir(scratch);
  try {
    return (await brokenImports(['src'])).broken.map(line => line.split(' (')[0]!);
  } finally {
    process.chdir(here);
  }
}

describe('the check of import directions', () => {
  it('lets a declaration be read from above', async () => {
    assert.deepEqual(
      await broken({
        'src/plan/a.ts': `import { b } from '../catalogue/b.js';\nexport const a = b;`,
        'src/catalogue/b.ts': 'export const b = 1;',
      }),
      [],
    );
  });

  it('refuses a declaration that knows its reader, even by a type', async () => {
    assert.deepEqual(
      await broken({
        'src/catalogue/b.ts': `import type { A } from '../plan/a.js';\nexport const b: A = 1;`,
        'src/plan/a.ts': 'export type A = number;',
      }),
      ['imports-of-catalogue: src/catalogue/b.ts -> src/plan/a.ts'],
    );
  });

  it('refuses a circle', async () => {
    const found = await broken({
      'src/shape/a.ts': `import { b } from './b.js';\nexport const a = () => b;`,
      'src/shape/b.ts': `import { a } from './a.js';\nexport const b = () => a;`,
    });
    assert.ok(
      found.some(line => line.startsWith('no-circle: ')),
      found.join('\n'),
    );
  });

  it('lets two types name each other', async () => {
    assert.deepEqual(
      await broken({
        'src/shape/a.ts': `import type { B } from './b.js';\nexport interface A { b: B }`,
        'src/shape/b.ts': `import type { A } from './a.js';\nexport interface B { a: A }`,
      }),
      [],
    );
  });

  it("refuses Node's modules outside of node folders and the command line", async () => {
    assert.deepEqual(
      await broken({
        'src/server/common/a.ts': `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;`,
        'src/server/node/b.ts': `import { readFileSync } from 'node:fs';\nexport const b = readFileSync;`,
      }),
      ['node-only-in-node-folders: src/server/common/a.ts -> fs'],
    );
  });

  it('refuses the syntax tree to a lint', async () => {
    assert.deepEqual(
      await broken({
        'src/graph/layers.ts': `import type { Tree } from '../language/tree.js';\nexport type A = Tree;`,
        'src/graph/elaborate-train.ts': `import type { Tree } from '../language/tree.js';\nexport type B = Tree;`,
        'src/language/tree.ts': 'export type Tree = string;',
      }),
      ['tree-readers: src/graph/layers.ts -> src/language/tree.ts'],
    );
  });

  it('fails when it read nothing', async () => {
    assert.deepEqual(await broken({}), ['no module was read']);
  });
});
