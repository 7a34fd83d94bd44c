/** Starts the process of a run, which outlives the one that started it. */
import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runAnswer, type RunAnswer, type RunRequest } from '../../messages/run.js';
import { parsed } from './run-folder.js';

export interface Trainer {
  /** The program that runs JavaScript: VS Code's own Node. */
  readonly node: string;
  /** `dist/trainer.cjs`. */
  readonly script: string;
}

const longestStartMs = 60_000;
let starts = 0;

/** The process's answer to `request`; it never rejects: a process that breaks is an answer too. */
export async function startProcess(trainer: Trainer, request: RunRequest, logs: string): Promise<RunAnswer> {
  await mkdir(logs, { recursive: true });
  // Its errors go to a file: a pipe would break with the window that reads it, and the process with the pipe.
  const logPath = join(logs, `start-${process.pid}-${++starts}.log`);
  const log = await open(logPath, 'w');
  try {
    const answer = await answerOf(trainer, request, log.fd);
    if (answer) return answer;
    const said = complaint(await readFile(logPath, 'utf8'));
    return refused(`The training process ended before it began${said ? `: ${said}` : '.'}`);
  } catch (error) {
    return refused(`The training process cannot be started: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await log.close();
    await rm(logPath, { force: true }).catch(() => undefined);
  }
}

/** The line of a printed error that says what it is; else the last. */
function complaint(log: string): string {
  const lines = log.trim().split('\n');
  return (lines.find(line => /^(Uncaught )?[A-Za-z]*Error\b/.test(line)) ?? lines.at(-1) ?? '').trim();
}

const refused = (message: string): RunAnswer => ({ type: 'refused', messages: [message] });

function answerOf({ node, script }: Trainer, request: RunRequest, log: number): Promise<RunAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [script], {
      detached: true,
      windowsHide: true,
      stdio: ['pipe', 'pipe', log],
      // VS Code's program is Electron, which is Node only when it is told so.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const [input, output] = [child.stdin!, child.stdout!];
    const timer = setTimeout(() => {
      child.kill();
      resolve(refused('The training process did not answer within a minute.'));
    }, longestStartMs);
    const settle = (answer: RunAnswer | undefined): void => {
      clearTimeout(timer);
      resolve(answer);
      input.destroy();
      output.destroy();
      child.unref();
    };
    child.once('error', error => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', () => settle(undefined));
    input.on('error', () => undefined);
    const lines = createInterface({ input: output });
    lines.on('error', () => undefined);
    lines.on('line', line => {
      const answer = parsed(runAnswer, line);
      if (answer) settle(answer);
    });
    input.end(`${JSON.stringify(request)}\n`);
  });
}
