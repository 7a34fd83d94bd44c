/** Trains networks written as text, without files: for tests. */
import { resolve } from 'node:path';
import type { Dataset } from '../../../src/data/common/dataset.js';
import { openDataset } from '../../../src/data/common/open.js';
import { diskHost } from '../../../src/data/node/disk.js';
import { referenceKernels } from '../../../src/engine/kernels/reference/index.js';
import { elaborateFile, evaluationOf, type Sources } from '../../../src/graph/elaborate.js';
import { elaborateTrain, type ElaboratedTrain } from '../../../src/graph/elaborate-train.js';
import type { GraphProblem } from '../../../src/graph/graph.js';
import { parse } from '../../../src/language/parse.js';
import type { RunEvent } from '../../../src/messages/run.js';
import { configOf } from '../../../src/training/common/run-config.js';
import { decodeCheckpoint } from '../../../src/training/common/checkpoint.js';
import { prepare } from '../../../src/training/common/prepare.js';
import { Run, type RunEnd } from '../../../src/training/common/run.js';
import { Session } from '../../../src/training/common/session.js';

const uri = 'file:///net.nn';

export function elaborated(text: string): ElaboratedTrain & { readonly errors: readonly GraphProblem[] } {
  const parsed = parse(text);
  const sources: Sources = {
    file: asked => (asked === uri ? { uri, ...parsed } : undefined),
    resolve: (_, path) => path,
    importProblems: () => [],
  };
  const graph = elaborateFile(sources, uri);
  const errors = graph.problems.filter(({ severity }) => severity === 'error');
  const source = { graph, file: parsed.file, evaluation: evaluationOf(sources, uri) };
  return { ...elaborateTrain(source, { network: null, train: null }), errors };
}

export interface Options {
  /** Instead of the data set that the text names. */
  readonly dataset?: Dataset;
  readonly floatBytes?: 4 | 8;
}

export async function sessionOf(text: string, { dataset, floatBytes = 4 }: Options = {}): Promise<Session> {
  const { step, problems, errors } = elaborated(text);
  const said = [...errors, ...problems].map(({ message }) => message);
  if (!step || errors.length > 0) throw new Error(said.join('\n'));
  const data = dataset
    ? ({ ok: true, value: dataset } as const)
    : await openDataset(step.data.declaration.name, step.data.args, diskHost(resolve('assets'), '.'));
  if (!data.ok) throw new Error(data.message);
  const prepared = prepare(step, data.value, { floatBytes });
  if (!prepared.ok) throw new Error(prepared.message);
  const session = new Session(prepared.value, referenceKernels);
  session.initialize(step.seed);
  return session;
}

export interface Watched {
  readonly run: Run;
  readonly session: Session;
  readonly events: RunEvent[];
  /** Checkpoints, the newest last. */
  readonly saved: Uint8Array[];
  readonly end: Promise<RunEnd>;
}

/** A run whose events are kept; `onEvent` may control it. */
export async function watched(
  text: string,
  options: Options & {
    readonly from?: Uint8Array;
    readonly onEvent?: (event: RunEvent, run: Run, events: readonly RunEvent[]) => void;
    /** Called at each chance for others. */
    readonly onBreath?: (run: Run, events: readonly RunEvent[]) => void;
    readonly breathless?: boolean;
  } = {},
): Promise<Watched> {
  const session = await sessionOf(text, options);
  const events: RunEvent[] = [];
  const saved: Uint8Array[] = [];
  let run: Run | undefined = undefined;
  const config = configOf(session, { name: 'test', folder: '', uri, startedAt: new Date(0) });
  const checkpoint = options.from && decodeCheckpoint(options.from);
  if (checkpoint && !checkpoint.ok) throw new Error(checkpoint.message);
  if (checkpoint && !session.load(checkpoint.value)) throw new Error('the checkpoint does not fit');
  // Time that goes on by itself: each look at the clock is 20 ms later, so everything that waits for time happens.
  let clock = 0;
  const made: Run = new Run(
    session,
    config,
    {
      now: () => (options.breathless ? performance.now() : (clock += 20)),
      breathe() {
        if (run) options.onBreath?.(run, events);
        return Promise.resolve();
      },
      event(event) {
        events.push(event);
        if (run) options.onEvent?.(event, run, events);
      },
      save(bytes) {
        saved.push(bytes);
        return Promise.resolve();
      },
    },
    checkpoint?.value,
  );
  run = made;
  return { run: made, session, events, saved, end: made.go({ resumed: options.from !== undefined }) };
}

/** The loss of every step, in order. */
export const lossesOf = (events: readonly RunEvent[]): (number | null)[] =>
  events.flatMap(event => (event.type === 'steps' ? event.losses : []));

export const epochsOf = (events: readonly RunEvent[]): Extract<RunEvent, { type: 'epoch' }>[] =>
  events.flatMap(event => (event.type === 'epoch' ? [event] : []));
