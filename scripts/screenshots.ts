/** `npm run screenshots`: makes the pictures in `media/` in a real VS Code, those that move too. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildAll } from './build.js';
import { Workbench } from './host/workbench.js';
import { pictures } from './pictures.js';
import { filmWriting, writingSettings, writingSize } from './writing.js';

export async function main(names: readonly string[]): Promise<number> {
  await buildAll(true);
  const folder = mkdtempSync(join(tmpdir(), 'netwright-pictures-'));
  cpSync('examples', folder, { recursive: true });
  try {
    for (const { name, settings, size, take } of pictures) {
      if (names.length > 0 && !names.includes(name)) continue;
      const workbench = await Workbench.open({
        folder,
        extension: resolve('.'),
        pictures: 'media',
        ...(settings && { settings }),
        ...(size && { size }),
      });
      try {
        await take(workbench);
        console.log(await workbench.screenshot(name));
      } finally {
        await workbench.close();
      }
    }
    if (names.length === 0 || names.includes('writing')) {
      const workbench = await Workbench.open({
        folder,
        extension: resolve('.'),
        settings: writingSettings,
        size: writingSize,
      });
      try {
        console.log('media/writing.gif', await filmWriting(workbench, join('media', 'writing.gif')));
      } finally {
        await workbench.close();
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  return 0;
}
