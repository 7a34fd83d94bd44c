/** A network in memory that can be trained and asked: plans bound to kernels, fed from the data. */
import { detailsOf } from '../../catalogue/details.js';
import type { Field, Indices } from '../../data/common/dataset.js';
import { Executor, isFinite, type NonFinite } from '../../engine/common/executor.js';
import { Memory } from '../../engine/common/memory.js';
import type { FloatArray, KernelTable, Tensor } from '../../engine/kernels/kernel.js';
import { planBytes, type Plan, type PlanBytes, type Region } from '../../plan/memory.js';
import type { Checkpoint } from './checkpoint.js';
import { initialize } from './initialize.js';
import { Updater } from './optimize.js';
import { LOSS, readName } from '../../plan/run-steps.js';
import type { Prepared } from './prepare.js';

/** Sums over samples: divide by `samples` for the means. */
export interface Sums {
  readonly samples: number;
  readonly loss: number;
  /** In the order of the metrics. */
  readonly metrics: readonly number[];
}

export const noSums = (metrics: number): Sums => ({
  samples: 0,
  loss: 0,
  metrics: Array.from({ length: metrics }, () => 0),
});

export const plus = (a: Sums, b: Sums): Sums => ({
  samples: a.samples + b.samples,
  loss: a.loss + b.loss,
  metrics: a.metrics.map((sum, i) => sum + (b.metrics[i] ?? 0)),
});

export type Trained =
  | { readonly kind: 'done'; readonly loss: number; readonly sums: Sums }
  | { readonly kind: 'nonfinite'; readonly at: NonFinite | undefined };

export interface Counting {
  readonly seed: number;
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
}

/** Regions that outlive a step, in the order in which a checkpoint holds them. */
export const lasting = ['weights', 'buffers', 'state'] as const satisfies readonly Region[];

export class Session {
  readonly memory: Memory;
  readonly bytes: PlanBytes;
  private readonly training: ReadonlyMap<number, Executor>;
  private readonly evaluation: ReadonlyMap<number, Executor>;
  private readonly full: Executor;
  /** Its numbers belong to a checkpoint. */
  readonly updater: Updater;
  private readonly gradients: FloatArray;

  constructor(
    readonly prepared: Prepared,
    kernels: KernelTable,
  ) {
    const { main, full, training, evaluation, step } = prepared;
    const plans = [main, ...training.values(), ...evaluation.values(), full];
    this.memory = new Memory(plans);
    this.bytes = planBytes(main, ...plans);
    const executors = new Map(plans.map(plan => [plan, new Executor(plan, this.memory, kernels)]));
    const bound = (some: ReadonlyMap<number, Plan>): Map<number, Executor> =>
      new Map([...some].map(([size, plan]) => [size, executors.get(plan)!]));
    this.training = bound(training);
    this.evaluation = bound(evaluation);
    this.full = executors.get(full)!;
    this.updater = new Updater(step.optimizer.declaration, step.optimizer.args, main, this.memory);
    this.gradients = this.memory.floats({ region: 'gradients', offset: 0, elements: main.trained });
  }

  initialize(seed: number): void {
    initialize(this.prepared.main, this.memory, seed);
  }

  /** One step. With a number that is not finite nothing is changed, and the layer where it first appears is named. */
  train(samples: Int32Array, { seed, step, learningRate }: Counting): Trained {
    const executor = this.executorFor(this.training, samples.length);
    this.feed(executor, samples);
    executor.run({ seed, step });
    const [loss = NaN] = executor.view(LOSS);
    if (!Number.isFinite(loss) || !isFinite(this.gradients))
      return { kind: 'nonfinite', at: executor.firstNonFinite({ seed, step }) };
    executor.commit();
    this.updater.apply(learningRate, step);
    return { kind: 'done', loss, sums: this.sums(executor, samples, loss) };
  }

  /** Loss and metrics over these samples; changes nothing that training would see. */
  evaluate(samples: Int32Array): Sums {
    const size = this.prepared.main.batch;
    let total = noSums(this.prepared.metrics.length);
    for (let start = 0; start < samples.length; start += size) {
      const batch = samples.subarray(start, start + size);
      const executor = this.executorFor(this.evaluation, batch.length);
      this.feed(executor, batch);
      executor.run({ seed: 0, step: 0 });
      const [loss = NaN] = executor.view(LOSS);
      total = plus(total, this.sums(executor, batch, loss));
    }
    return total;
  }

  /** Where the loss over these samples, which is not finite, comes from. */
  nonFiniteIn(samples: Int32Array): NonFinite | undefined {
    const size = this.prepared.main.batch;
    for (let start = 0; start < samples.length; start += size) {
      const batch = samples.subarray(start, start + size);
      const executor = this.executorFor(this.evaluation, batch.length);
      this.feed(executor, batch);
      const found = executor.firstNonFinite({ seed: 0, step: 0 });
      if (found) return found;
    }
    return undefined;
  }

  /** What one output gives for rows of values of the only input. */
  predict(input: string, rows: Float32Array, rowElements: number, output: string): Float32Array {
    const { full } = this;
    const { batch } = this.prepared.main;
    const count = rows.length / rowElements;
    const into = full.input(input).data;
    const given = full.view(readName(output));
    const width = given.length / batch;
    const result = new Float32Array(count * width);
    for (let start = 0; start < count; start += batch) {
      const part = rows.subarray(start * rowElements, (start + batch) * rowElements);
      into.fill(0);
      into.set(part);
      full.run({ seed: 0, step: 0 });
      result.set(given.subarray(0, (part.length / rowElements) * width), start * width);
    }
    return result;
  }

  /** Bytes of what outlives a step, one array for each of `lasting`. */
  save(): Uint8Array[] {
    return lasting.map(region => this.region(region).slice());
  }

  /** False: it is a checkpoint of another network. */
  load({ parts, position }: Checkpoint): boolean {
    const whole = lasting.map(region => this.region(region));
    if (parts.length !== whole.length || whole.some((part, i) => part.length !== parts[i]?.length)) return false;
    whole.forEach((part, i) => part.set(parts[i]!));
    this.updater.numbers = position.optimizer;
    return true;
  }

  private region(region: Region): Uint8Array {
    const { offset, bytes } = this.memory.part(region);
    return new Uint8Array(this.memory.buffer, offset, bytes);
  }

  private executorFor(executors: ReadonlyMap<number, Executor>, size: number): Executor {
    const executor = executors.get(size);
    if (!executor) throw new Error(`no plan was made for ${size} samples`);
    return executor;
  }

  private feed(executor: Executor, samples: Indices): void {
    for (const { name } of executor.plan.inputs) {
      const field = this.prepared.feeds.get(name);
      if (field) gather(field, samples, executor.input(name));
    }
  }

  private sums(executor: Executor, samples: Int32Array, loss: number): Sums {
    const { compared, metrics, dataset } = this.prepared;
    const target = compared && dataset.fields.find(({ name }) => name === compared.target);
    if (!compared || !target || metrics.length === 0)
      return { samples: samples.length, loss: loss * samples.length, metrics: metrics.map(() => NaN) };
    const output = executor.view(readName(compared.output));
    const values = output instanceof Float32Array ? output : Float32Array.from(output);
    const wanted = target.gather(samples);
    return {
      samples: samples.length,
      loss: loss * samples.length,
      metrics: metrics.map(({ declaration }) =>
        detailsOf('metric', declaration).sum(values, wanted, samples.length, compared.classes),
      ),
    };
  }
}

/** Fields come in 32 bits; a run in double precision widens them. */
function gather(field: Field, samples: Indices, { data }: Tensor): void {
  if (field.dtype === 'int32') {
    if (data instanceof Int32Array) field.gather(samples, data);
    else data.set(field.gather(samples));
  } else if (data instanceof Float32Array) field.gather(samples, data);
  else data.set(field.gather(samples));
}
