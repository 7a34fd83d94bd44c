/** Reads the folder of a run: what its process would say if it lived, and where the process is. */
import { createReadStream } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import {
  runConfig,
  runEvent,
  runProcess,
  type RunConfig,
  type RunProcess,
  type RunSnapshot,
} from '../../messages/run.js';
import { emptySnapshot, withEvent } from '../../messages/run-state.js';

/** The value of one line of JSON, or undefined where it is cut off or of another form. */
export function parsed<const S extends v.GenericSchema>(schema: S, line: string): v.InferOutput<S> | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(line));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** The process of a run, while it lives. */
export const processOf = async (folder: string): Promise<RunProcess | undefined> =>
  parsed(runProcess, await textOf(join(folder, 'process.json')));

export const hasCheckpoint = (folder: string): Promise<boolean> =>
  access(join(folder, 'checkpoint.bin')).then(
    () => true,
    () => false,
  );

/** What the run was started with; undefined if this is not the folder of a run. */
export const configIn = async (folder: string): Promise<RunConfig | undefined> =>
  parsed(runConfig, await textOf(join(folder, 'config.json')));

/** What the folder's events add up to; undefined if this is not the folder of a run. */
export async function snapshotIn(folder: string): Promise<RunSnapshot | undefined> {
  const config = await configIn(folder);
  if (!config) return undefined;
  let snapshot: RunSnapshot = emptySnapshot;
  try {
    const lines = createInterface({ input: createReadStream(join(folder, 'events.jsonl')), crlfDelay: Infinity });
    for await (const line of lines) {
      const event = parsed(runEvent, line);
      if (event) snapshot = withEvent(snapshot, event);
    }
  } catch {
    // A run that ended before its first event has no such file.
  }
  const boundary = parsed(runEvent, await textOf(join(folder, 'boundary.json')));
  return {
    ...snapshot,
    config: snapshot.config ?? config,
    boundary: boundary?.type === 'boundary' ? boundary.boundary : snapshot.boundary,
  };
}
