/** A run's configuration, from the session that will run it. */
import type { RunConfig } from '../../messages/run.js';
import { sizeOf } from '../../plan/concrete.js';
import type { Prepared } from './prepare.js';
import type { Session } from './session.js';

/** What there is to know of a run before its first step. */
export function configOf(
  session: Session,
  run: { readonly name: string; readonly folder: string; readonly uri: string; readonly startedAt: Date },
): RunConfig {
  const { step, train, validation, main, metrics, dropLast } = session.prepared;
  const { lr } = step.optimizer.args;
  const count = train.length / main.batch;
  return {
    run: run.name,
    folder: run.folder,
    uri: run.uri,
    network: step.network.name,
    train: step.name ?? null,
    data: step.data.written,
    loss: step.lossWritten,
    optimizer: step.optimizer.written,
    schedule: step.schedule?.written ?? null,
    batch: main.batch,
    epochs: step.epochs,
    seed: step.seed,
    learningRate: typeof lr === 'number' ? lr : null,
    samples: { train: train.length, validation: validation.length },
    stepsPerEpoch: dropLast ? Math.floor(count) : Math.ceil(count),
    parameters: parametersOf(session.prepared),
    plannedBytes: session.bytes.total,
    metrics: [
      { name: 'loss', percent: false, better: 'lower' },
      ...metrics.map(({ declaration: { name, better } }) => ({ name, percent: better === 'higher', better })),
    ],
    classes: classesOf(session.prepared),
    startedAt: run.startedAt.toISOString(),
  };
}

const parametersOf = ({ main }: Prepared): number =>
  main.weights.reduce((sum, { weight }) => sum + weight.shape.reduce((product, size) => product * sizeOf(size), 1), 0);

function classesOf({ dataset, compared }: Prepared): string[] | null {
  const classes = dataset.fields.find(({ name }) => name === compared?.target)?.classes;
  return classes ? [...classes] : null;
}
