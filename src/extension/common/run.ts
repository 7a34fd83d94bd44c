/** A training run as the extension sees it, wherever its process is. */
import type { RunLife } from '../../messages/panel.js';
import type { Control, RunConfig, RunEvent, RunSnapshot } from '../../messages/run.js';

/** Called with what is new: events, or nothing when the snapshot as a whole or the process's life has changed. */
export type RunListener = (events: readonly RunEvent[] | undefined) => void;

export interface Run {
  /** Name of its folder. */
  readonly name: string;
  readonly snapshot: RunSnapshot;
  readonly life: RunLife;
  /** Whether it can go on from its checkpoint. */
  readonly resumable: boolean;
  send(control: Control): void;
  /** Gives back what ends the listening. */
  listen(listener: RunListener): () => void;
}

export interface StartOptions {
  readonly uri: string;
  /** Text of open documents by their uri. */
  readonly texts: Readonly<Record<string, string>>;
  readonly network: string | null;
  readonly train: string | null;
}

/** A run, or sentences that say why there is none. */
export type Started = { readonly run: Run } | { readonly refused: readonly string[] };

/** A run as it stands on the disk. */
export interface RunEntry {
  readonly name: string;
  readonly config: RunConfig;
  readonly alive: boolean;
}

export interface Runs {
  start(options: StartOptions): Promise<Started>;
  /** The run of this name, from its process if it lives, else from its folder; undefined if there is no such folder. */
  find(name: string): Promise<Run | undefined>;
  /** Goes on with a run whose process is gone, under the same name. */
  resume(name: string): Promise<Started>;
  /** Runs of before whose process still lives. */
  living(): Promise<readonly Run[]>;
  /** The newest runs, whatever became of them. */
  list(most: number): Promise<readonly RunEntry[]>;
  /** Lets go of all processes; they go on. */
  dispose(): void;
}
