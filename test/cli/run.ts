/** The command line in this process: what it wrote and its exit status. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../src/cli/command-line.js';

export interface Ran {
  readonly status: number | undefined;
  readonly out: string;
  readonly error: string;
}

export interface Terminal {
  readonly folder?: string;
  readonly columns?: number;
  readonly colours?: boolean;
}

export async function netwright(args: readonly string[], terminal: Terminal = {}): Promise<Ran> {
  const [out, error]: [string[], string[]] = [[], []];
  const status = await runCommandLine(args, 'assets', {
    out: text => void out.push(text),
    error: text => void error.push(text),
    columns: terminal.columns,
    colours: terminal.colours ?? false,
    folder: terminal.folder ?? process.cwd(),
  });
  return { status, out: out.join(''), error: error.join('') };
}

/** Files in a folder of their own, for as long as `use` takes. */
export async function withFiles<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'netwright-cli-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
