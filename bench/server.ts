/** The built language server under measurement: edits, and what it takes until all that an editor shows is fresh. */
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { median } from '../scripts/figure.js';
import { TestClient } from '../test/server/client.js';

export interface Edit {
  readonly text: string;
  /** The line, from 0, that is edited, and what stands in it at the n-th time. */
  readonly line: number;
  readonly edited: (n: number) => string;
}

/** Lines that an editor shows at once. */
const SCREEN = 60;

/**
 * Milliseconds, the median of many, from an edit to its diagnostics and the hints of a screen around it: what the server
 * and the pipe to it take. Every edit is a new one, so nothing is remembered from the last time. The first `warm` edits are
 * not counted: a server that someone works with has compiled its code.
 */
export async function editMs(uri: string, { text, line, edited }: Edit, rounds: number, warm: number): Promise<number> {
  const client = await TestClient.start();
  try {
    await client.open(uri, text);
    const lines = text.split('\n');
    let length = lines[line]?.length ?? 0;
    const last = Math.min(lines.length - 1, line + SCREEN / 2);
    const screen = [
      { line: Math.max(0, line - SCREEN / 2), character: 0 },
      { line: last, character: lines[last]?.length ?? 0 },
    ] as const;
    const times: number[] = [];
    for (let n = 0; n < rounds + warm; n += 1) {
      const now = edited(n);
      const range = { start: { line, character: 0 }, end: { line, character: length } };
      const start = performance.now();
      const fresh = client.change(uri, { range, text: now });
      const hints = client.hints(uri, ...screen);
      const [, shown] = await Promise.all([fresh, hints]);
      if (n >= warm) times.push(performance.now() - start);
      if (shown.length === 0) throw new Error('no hints came, so there is nothing to measure');
      length = now.length;
    }
    return median(times);
  } finally {
    await client.stop();
  }
}

/** Megabytes that a process holds in memory. */
export function residentMegabytes(pid: number): number {
  try {
    const [, kilobytes = ''] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024;
  }
}
