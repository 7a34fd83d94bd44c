/** The process of the language server that a test's own VS Code started. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly words: string;
}

function processes(): readonly Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap(line => {
    const found = /^\s*(?<id>\d+)\s+(?<parent>\d+)\s+(?<words>.*)$/.exec(line)?.groups;
    return found ? [{ id: Number(found['id']), parent: Number(found['parent']), words: found['words'] ?? '' }] : [];
  });
}

/** Servers below this process: those of another window are not ours to end. */
export function serverIds(): readonly number[] {
  const all = processes();
  const ours = new Set([process.pid]);
  for (let before = 0; before < ours.size;) {
    before = ours.size;
    for (const { id, parent } of all) if (ours.has(parent)) ours.add(id);
  }
  return all.filter(({ id, words }) => ours.has(id) && words.includes('dist/server.cjs')).map(({ id }) => id);
}

/** Ends the server as a crash would, without a word, and tells which process it was. */
export function killServer(): number {
  const [id, ...others] = serverIds();
  assert.ok(id !== undefined && others.length === 0, 'there is one server');
  process.kill(id, 'SIGKILL');
  return id;
}
