/** Trains in this process, to the end: as the command line does. */
import type { RunEvent, RunRequest, RunSnapshot } from '../../../src/messages/run.js';
import { withEvent } from '../../../src/messages/run-state.js';
import { success, type Result } from '../../../src/data/common/result.js';
import type { RunEnd } from '../../../src/training/common/run.js';
import { startRun } from '../../../src/training/node/start-run.js';

export interface TrainingWatch {
  /** After each event, with all that is known by then. */
  onEvent?(event: RunEvent, snapshot: RunSnapshot): void;
  /** Aborted: the run stops after its batch, with a checkpoint from which it can go on. */
  readonly signal?: AbortSignal;
}

export interface TrainingEnd {
  readonly end: RunEnd;
  readonly snapshot: RunSnapshot;
  /** Folder of the run. */
  readonly folder: string;
}

/** Fails only where the run cannot begin; a run that broke off says so in its snapshot. */
export async function runTraining(request: RunRequest, watch: TrainingWatch = {}): Promise<Result<TrainingEnd>> {
  let snapshot: RunSnapshot | undefined;
  const early: RunEvent[] = [];
  const hear = (event: RunEvent): void => {
    if (!snapshot) return void early.push(event);
    snapshot = withEvent(snapshot, event);
    watch.onEvent?.(event, snapshot);
  };
  const started = await startRun(request, hear);
  if (!started.ok) return started;
  const { run, folder, resumed } = started.value;
  snapshot = started.value.snapshot;
  early.forEach(hear);
  const stop = (): void => run.control({ type: 'stop' });
  watch.signal?.addEventListener('abort', stop, { once: true });
  if (watch.signal?.aborted) stop();
  try {
    const end = await run.go({ resumed });
    return success({ end, snapshot, folder: folder.path });
  } finally {
    watch.signal?.removeEventListener('abort', stop);
    folder.close();
  }
}
