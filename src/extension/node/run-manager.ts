/** The runs of a workspace: starts them, finds them again after a reload, goes on with those whose process is gone. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RunRequest } from '../../messages/run.js';
import type { Run, RunEntry, Runs, StartOptions, Started } from '../common/run.js';
import { FolderRun } from './folder-run.js';
import { configIn, processOf } from './run-folder.js';
import { startProcess, type Trainer } from './run-process.js';

export interface RunPlaces extends Trainer {
  /** Under it, in `runs/`, each run has its folder. */
  readonly storage: string;
  /** The packed data sets. */
  readonly assets: string;
}

const noAnswer = 'The training process started, but does not answer. Start a new run.';

export class RunManager implements Runs {
  readonly #runs = new Map<string, FolderRun>();

  constructor(private readonly places: RunPlaces) {}

  start({ uri, texts, network, train }: StartOptions): Promise<Started> {
    const runs = join(this.places.storage, 'runs');
    return this.#run({ type: 'train', uri, texts: { ...texts }, network, train, runs, assets: this.places.assets });
  }

  async find(name: string): Promise<Run | undefined> {
    const known = this.#runs.get(name);
    if (known) return known;
    if (!isName(name)) return undefined;
    const run = await FolderRun.open(this.#folder(name));
    if (!run) return undefined;
    const meanwhile = this.#runs.get(name);
    if (meanwhile) run.disconnect();
    else this.#runs.set(name, run);
    return meanwhile ?? run;
  }

  async resume(name: string): Promise<Started> {
    if (!isName(name)) return { refused: ['There is no run of this name.'] };
    // A process that lingers after its end would tidy up behind the new one.
    await this.#runs.get(name)?.gone();
    return this.#run({ type: 'resume', folder: this.#folder(name), assets: this.places.assets });
  }

  async living(): Promise<readonly Run[]> {
    const names = await readdir(join(this.places.storage, 'runs')).catch((): string[] => []);
    const found = await Promise.all(
      names.map(async name => ((await processOf(this.#folder(name))) ? this.find(name) : undefined)),
    );
    return found.filter(run => run?.life === 'live') as Run[];
  }

  async list(most: number): Promise<readonly RunEntry[]> {
    const names = await readdir(join(this.places.storage, 'runs')).catch((): string[] => []);
    const found = await Promise.all(
      names.map(async (name): Promise<RunEntry[]> => {
        const config = await configIn(this.#folder(name));
        return config ? [{ name, config, alive: this.#runs.get(name)?.life === 'live' }] : [];
      }),
    );
    const newest = found
      .flat()
      .sort((a, b) => Date.parse(b.config.startedAt) - Date.parse(a.config.startedAt))
      .slice(0, most);
    return Promise.all(
      newest.map(async entry => ({
        ...entry,
        alive:
          entry.alive || (!this.#runs.has(entry.name) && (await processOf(this.#folder(entry.name))) !== undefined),
      })),
    );
  }

  dispose(): void {
    for (const run of this.#runs.values()) run.disconnect();
    this.#runs.clear();
  }

  #folder(name: string): string {
    return join(this.places.storage, 'runs', name);
  }

  async #run(request: RunRequest): Promise<Started> {
    const answer = await startProcess(this.places, request, join(this.places.storage, 'logs'));
    if (answer.type === 'refused') return { refused: answer.messages };
    const name = basename(answer.folder);
    const known = this.#runs.get(name);
    if (known) return (await known.connect(answer.address)) ? { run: known } : { refused: [noAnswer] };
    const run = await this.find(name);
    return run ? { run } : { refused: [noAnswer] };
  }
}

/** Names come from a panel's memory too: they must not lead out of the folder of runs. */
const isName = (name: string): boolean => /^[^\\/:]+$/.test(name) && name !== '.' && name !== '..';
