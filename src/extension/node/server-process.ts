/** The language server as a process: the first is started before the code that talks to it is loaded, so that both happen at once. */
import { fork, type ChildProcess } from 'node:child_process';

/** How long a server that was told to end may take. */
const endMs = 2000;

export class ServerProcess {
  #process: ChildProcess | undefined;
  #isTaken = false;
  #prints: (text: string) => void = () => undefined;

  constructor(private readonly script: string) {}

  /** `prints` hears what is no message: a warning of Node's, or how it died. */
  begin(prints: (text: string) => void): void {
    this.#prints = prints;
    this.end();
    this.#start();
  }

  #start(): void {
    const child = fork(this.script, ['--node-ipc', `--clientProcessId=${process.pid}`], {
      // What an analysis makes dies at once: small half-spaces hold an edit and leave the memory to the editor.
      // Some seconds after work V8 would tidy up twice more, a tenth of a second each: a server that rests computes nothing.
      execArgv: ['--max-semi-space-size=4', '--no-memory-reducer'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ELECTRON_NO_ASAR: '1' },
      silent: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#prints(text.trimEnd()));
    }
    // Whoever takes it hears that, too; until then nobody else would.
    child.on('error', error => this.#prints(error.message));
    this.#process = child;
    this.#isTaken = false;
  }

  /** A process that nobody talks to yet. */
  take(): ChildProcess {
    const waits = this.#process?.connected === true && !this.#isTaken;
    if (!waits) {
      this.end();
      this.#start();
    }
    this.#isTaken = true;
    if (this.#process === undefined) throw new Error('there is no process');
    return this.#process;
  }

  /** Ends the process: one that was talked to has been told so, and ends by itself. */
  end(): void {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (!this.#isTaken) {
      child.kill();
      return;
    }
    const timer = setTimeout(() => child.kill('SIGKILL'), endMs);
    child.once('exit', () => clearTimeout(timer));
  }
}
