/** Turns a train step and its opened data into plans, or says in a person's words why it cannot run. */
import type { Metric } from '../../catalogue/metrics/metric.js';
import type { Dataset } from '../../data/common/dataset.js';
import { failure, success, type Result } from '../../data/common/result.js';
import { lossCalls, type Chosen, type TrainStep } from '../../graph/train-step.js';
import { elementStates } from '../../plan/element-states.js';
import { lowerNetwork } from '../../plan/lower-network.js';
import { planStep, type Plan } from '../../plan/memory.js';
import type { Program, Step } from '../../plan/program.js';
import { stepsOf } from '../../plan/run-steps.js';
import { feedsOf, fieldTypes, type Feeds } from './feeds.js';

/** What the metrics look at. */
export interface Compared {
  readonly output: string;
  readonly target: string;
  /** Size of the output: one number for each class. */
  readonly classes: number;
}

export interface Prepared {
  readonly step: TrainStep;
  readonly dataset: Dataset;
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly feeds: Feeds;
  /** Plans by the number of samples: a full batch, and what is left at the end of the samples. */
  readonly training: ReadonlyMap<number, Plan>;
  readonly evaluation: ReadonlyMap<number, Plan>;
  /** The plan for a full training batch. */
  readonly main: Plan;
  /** An evaluation of a full batch. */
  readonly full: Plan;
  readonly compared: Compared | undefined;
  readonly metrics: readonly Chosen<Metric>[];
  /** A smaller last batch is left out: it was asked for, or a norm would see a single value. */
  readonly dropLast: boolean;
}

export interface PrepareOptions {
  readonly floatBytes?: 4 | 8;
}

export function prepare(step: TrainStep, dataset: Dataset, { floatBytes = 4 }: PrepareOptions = {}): Result<Prepared> {
  const { network, optimizer } = step;
  const forTraining = lowerNetwork(network, { training: true });
  const forEvaluation = lowerNetwork(network, { training: false });
  if (!forTraining || !forEvaluation)
    return failure(`${network.name} cannot run: a size in it is not known, or it has a mistake`);
  const open = openSize(forTraining);
  if (open !== undefined)
    return failure(`${network.name} cannot run: its size ${open} is not a number; write the numbers in \`input\``);
  const states = elementStates(optimizer.declaration, optimizer.args);
  if (!states) return failure(`the bundled engine cannot run the optimizer \`${optimizer.declaration.name}\` yet`);

  const { training, evaluation } = stepsOf(forTraining, forEvaluation, step.loss, fieldTypes(dataset));
  const feeds = feedsOf(training.inputs, network.body.inputs.length, dataset);
  if (!feeds.ok) return feeds;

  if (training.gradients.length === 0) return failure(`${network.name} has no weight to train`);

  const { train, heldBack } = dataset.split;
  const validation = dataset.split.validation.length > 0 ? dataset.split.validation : heldBack;
  const batch = Math.min(step.batch, train.length);
  if (batch === 0) return failure('the data has no sample to train with');
  const one = train.length % batch === 1 && batch > 1 && normalizesOverBatch(training);
  const dropLast = one || step.dropLast === true;

  const main = planStep(training, { batch, floatBytes, stateCopies: states.length });
  const plan = (of: Step, size: number): Plan =>
    planStep(of, { batch: size, floatBytes, stateCopies: states.length, like: main });
  const full = plan(evaluation, batch);
  const compared = comparedBy(step, forEvaluation);
  return success({
    step,
    dataset,
    train,
    validation,
    feeds: feeds.value,
    training: bySize(main, batch, dropLast ? 0 : train.length % batch, size => plan(training, size)),
    evaluation: bySize(full, batch, validation.length % batch, size => plan(evaluation, size)),
    main,
    full,
    compared,
    metrics: compared ? step.metrics : [],
    dropLast,
  });
}

/** A size of an input or weight that is still a formula. */
const openSize = ({ inputs, weights }: Program): string | undefined =>
  [...inputs.map(({ value }) => value.type), ...weights]
    .flatMap(({ shape }) => shape)
    .find(size => !Number.isSafeInteger(size.value))
    ?.toString();

function bySize(full: Plan, batch: number, rest: number, plan: (size: number) => Plan): ReadonlyMap<number, Plan> {
  const plans = new Map([[batch, full]]);
  if (rest > 0) plans.set(rest, plan(rest));
  return plans;
}

const normalizesOverBatch = ({ buffers }: Step): boolean => buffers.some(({ update }) => update !== undefined);

/** The first loss that compares an output of the evaluation with a field. */
function comparedBy(step: TrainStep, { outputs }: Program): Compared | undefined {
  for (const { loss, inputs } of lossCalls(step.loss)) {
    const sourceOf = (role: 'output' | 'target', kind: 'output' | 'field'): string | undefined => {
      const name = loss.inputs.find(input => input.role === role)?.name;
      const source = name === undefined ? undefined : inputs[name];
      return source?.kind === kind ? source.name : undefined;
    };
    const [name, target] = [sourceOf('output', 'output'), sourceOf('target', 'field')];
    const output = outputs.find(each => each.name === name);
    const [classes, ...more] = output?.value.type.shape ?? [];
    if (name !== undefined && target !== undefined && more.length === 0 && output)
      return { output: name, target, classes: classes?.value ?? 1 };
  }
  return undefined;
}
