/** A workbench for a test: this project's extension over a copy of a folder, so that nothing of the tree is written to. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Workbench, type WorkbenchOptions } from '../../scripts/host/workbench.js';

export type { Workbench };

const copies = new WeakMap<Workbench, string>();

/** Opens a copy of `folder` (the examples when left out) with the extension as `npm run build` made it. */
export async function openWorkbench(options: Partial<WorkbenchOptions> = {}): Promise<Workbench> {
  const copy = mkdtempSync(join(tmpdir(), 'netwright-workspace-'));
  cpSync(options.folder ?? 'examples', copy, { recursive: true });
  const extension = options.extensions ? undefined : (options.extension ?? resolve('.'));
  const workbench = await Workbench.open({ ...options, folder: copy, ...(extension && { extension }) });
  copies.set(workbench, copy);
  return workbench;
}

export async function closeWorkbench(workbench: Workbench | undefined): Promise<void> {
  if (!workbench) return;
  await workbench.close();
  const copy = copies.get(workbench);
  if (copy) rmSync(copy, { recursive: true, force: true, maxRetries: 3 });
}
