/** Starts a run from a request, or goes on with one: what the run's process, the command line and tests have in common. */
import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskHost } from '../../data/node/disk.js';
import { failure, success, type Result } from '../../data/common/result.js';
import { referenceKernels } from '../../engine/kernels/reference/index.js';
import { FileSet } from '../../language/files.js';
import type { RunEvent, RunRequest, RunSnapshot } from '../../messages/run.js';
import { snapshotOf } from '../../messages/run-state.js';
import { decodeCheckpoint } from '../common/checkpoint.js';
import { openRun } from '../common/open-run.js';
import { configOf } from '../common/run-config.js';
import { Run } from '../common/run.js';
import type { Session } from '../common/session.js';
import { RunFolder, type RunSources } from './run-folder.js';

export interface StartedRun {
  readonly run: Run;
  readonly folder: RunFolder;
  /** Of what happened before: empty for a new run. */
  readonly snapshot: RunSnapshot;
  readonly resumed: boolean;
}

/** Events reach `onEvent` after they are in the run's folder. */
export async function startRun(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<Result<StartedRun>> {
  return request.type === 'train' ? startNew(request, onEvent) : goOn(request, onEvent);
}

async function startNew(
  request: Extract<RunRequest, { type: 'train' }>,
  onEvent: (event: RunEvent) => void,
): Promise<Result<StartedRun>> {
  const { uri, network, train, epochs, seed } = request;
  const files = filesOf(request.texts);
  const session = await open(files, request, request.assets, { epochs, seed });
  if (!session.ok) return session;
  session.value.initialize(session.value.prepared.step.seed);
  const startedAt = new Date();
  const { folder, name } = RunFolder.create(request.runs, session.value.prepared.step.network.name, startedAt);
  const config = configOf(session.value, { name, folder: folder.path, uri, startedAt });
  const texts = Object.fromEntries(files.known.map(file => [file.uri, file.text]));
  folder.writeStart(config, { uri, texts, network, train });
  const run = new Run(session.value, config, host(folder, onEvent));
  return success({ run, folder, snapshot: snapshotOf([]), resumed: false });
}

async function goOn(
  request: Extract<RunRequest, { type: 'resume' }>,
  onEvent: (event: RunEvent) => void,
): Promise<Result<StartedRun>> {
  const folder = new RunFolder(request.folder);
  const [config, sources, bytes] = [folder.config(), folder.sources(), folder.readCheckpoint()];
  if (!config.ok) return config;
  if (!sources.ok) return sources;
  if (!bytes.ok) return bytes;
  const checkpoint = decodeCheckpoint(bytes.value);
  if (!checkpoint.ok) return checkpoint;
  if (checkpoint.value.position.finished) return failure('the run is finished: all of its epochs are done');
  const { epochs, seed } = config.value;
  const session = await open(filesOf(sources.value.texts), sources.value, request.assets, { epochs, seed });
  if (!session.ok) return session;
  if (!session.value.load(checkpoint.value)) return failure('the checkpoint does not fit the network of its run');
  folder.rewind(checkpoint.value.position.sequence);
  const snapshot = snapshotOf(folder.readEvents());
  const run = new Run(session.value, config.value, host(folder, onEvent), checkpoint.value);
  return success({ run, folder, snapshot, resumed: true });
}

function open(
  files: FileSet,
  { uri, network, train }: Omit<RunSources, 'texts'>,
  assets: string,
  { epochs, seed }: { readonly epochs: number | undefined; readonly seed: number | undefined },
): Promise<Result<Session>> {
  const data = diskHost(assets, uri.startsWith('file:') ? dirname(fileURLToPath(uri)) : '.');
  return openRun({
    uri,
    which: { network, train },
    files,
    data,
    kernels: referenceKernels,
    epochs,
    seed,
    mostBytes: totalmem(),
  });
}

/** The given texts win over the disk. */
function filesOf(texts: Readonly<Record<string, string>>): FileSet {
  const files = new FileSet(uri => {
    try {
      return uri.startsWith('file:') ? readFileSync(fileURLToPath(uri), 'utf8') : undefined;
    } catch {
      return undefined;
    }
  });
  for (const [uri, text] of Object.entries(texts)) files.open(uri, text);
  return files;
}

function host(folder: RunFolder, onEvent: (event: RunEvent) => void): ConstructorParameters<typeof Run>[2] {
  return {
    now: () => performance.now(),
    breathe: () => new Promise(done => setImmediate(done)),
    event(event) {
      folder.append(event);
      onEvent(event);
    },
    save(checkpoint) {
      folder.writeCheckpoint(checkpoint);
      return Promise.resolve();
    },
  };
}
