/** The folder of a run: what it was asked, what happened, and a checkpoint; it can be read again at any time. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { failure, success, type Result } from '../../data/common/result.js';
import { runConfig, runEvent, type RunConfig, type RunEvent, type RunProcess } from '../../messages/run.js';

const FILES = {
  config: 'config.json',
  sources: 'sources.json',
  events: 'events.jsonl',
  boundary: 'boundary.json',
  checkpoint: 'checkpoint.bin',
  process: 'process.json',
} as const;

/** The texts that the run was started from, by uri: it goes on with these, whatever becomes of the files. */
const sources = v.object({
  uri: v.string(),
  texts: v.record(v.string(), v.string()),
  network: v.nullable(v.string()),
  train: v.nullable(v.string()),
});
export type RunSources = v.InferOutput<typeof sources>;

/** All of a file or nothing of it: whoever reads while it is written sees the one before. */
function writeWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  const file = openSync(temporary, 'w');
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

function readJson<S extends v.GenericSchema>(schema: S, path: string): Result<v.InferOutput<S>> {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return failure(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = v.safeParse(schema, data);
  return read.success ? success(read.output) : failure(`${path} is from another version of Netwright, or damaged`);
}

export class RunFolder {
  private events: number | undefined;

  constructor(readonly path: string) {}

  /** A new folder in `runs`, named after the network and the time. */
  static create(runs: string, network: string, startedAt: Date): { readonly folder: RunFolder; readonly name: string } {
    mkdirSync(runs, { recursive: true });
    const time = startedAt.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
    for (let again = 1; ; again++) {
      const name = again === 1 ? `${network} ${time}` : `${network} ${time} (${again})`;
      try {
        mkdirSync(join(runs, name));
        return { folder: new RunFolder(join(runs, name)), name };
      } catch (error) {
        const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
        if (!taken || again > 1000) throw error;
      }
    }
  }

  private file(name: keyof typeof FILES): string {
    return join(this.path, FILES[name]);
  }

  writeStart(config: RunConfig, from: RunSources): void {
    writeWhole(this.file('config'), `${JSON.stringify(config, null, 2)}\n`);
    writeWhole(this.file('sources'), `${JSON.stringify(from)}\n`);
  }

  config(): Result<RunConfig> {
    return readJson(runConfig, this.file('config'));
  }

  sources(): Result<RunSources> {
    return readJson(sources, this.file('sources'));
  }

  /** Boundaries are many and large, and only the newest is of use. */
  append(event: RunEvent): void {
    if (event.type === 'boundary') {
      writeWhole(this.file('boundary'), JSON.stringify(event));
      return;
    }
    this.events ??= openSync(this.file('events'), 'a');
    writeSync(this.events, `${JSON.stringify(event)}\n`);
  }

  /** In order; the newest boundary comes where it belongs. A last line that was cut off by a kill is left out. */
  readEvents(): readonly RunEvent[] {
    const events = lines(this.file('events')).flatMap(line => parsedEvent(line) ?? []);
    const [boundary] = lines(this.file('boundary')).flatMap(line => parsedEvent(line) ?? []);
    if (boundary) {
      const after = events.findIndex(({ sequence }) => sequence > boundary.sequence);
      events.splice(after < 0 ? events.length : after, 0, boundary);
    }
    return events;
  }

  /** Drops what happened after a checkpoint: the run does it again. */
  rewind(sequence: number): void {
    this.close();
    const kept = this.readEvents().filter(event => event.sequence <= sequence && event.type !== 'boundary');
    writeWhole(this.file('events'), kept.map(event => `${JSON.stringify(event)}\n`).join(''));
    const [boundary] = lines(this.file('boundary')).flatMap(line => parsedEvent(line) ?? []);
    if (boundary && boundary.sequence > sequence) rmSync(this.file('boundary'), { force: true });
  }

  writeCheckpoint(bytes: Uint8Array): void {
    writeWhole(this.file('checkpoint'), bytes);
  }

  readCheckpoint(): Result<Uint8Array> {
    try {
      return success(new Uint8Array(readFileSync(this.file('checkpoint'))));
    } catch {
      return failure(`the run in ${this.path} has no checkpoint yet, so it cannot go on`);
    }
  }

  writeProcess(running: RunProcess): void {
    writeWhole(this.file('process'), JSON.stringify(running));
  }

  /** The process is over: nobody should look for its socket. */
  removeProcess(): void {
    rmSync(this.file('process'), { force: true });
  }

  close(): void {
    if (this.events !== undefined) closeSync(this.events);
    this.events = undefined;
  }
}

function lines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter(line => line !== '');
  } catch {
    return [];
  }
}

function parsedEvent(line: string): RunEvent | undefined {
  try {
    const read = v.safeParse(runEvent, JSON.parse(line));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}
