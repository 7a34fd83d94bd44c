/** A run: epochs of batches, with events and checkpoints; it listens to controls between two batches. */
import { detailsOf } from '../../catalogue/details.js';
import { batchAt, batchCount, epochOrder } from '../../data/common/batches.js';
import type { NonFinite } from '../../engine/common/executor.js';
import type { Control, RunConfig, RunError, RunEvent } from '../../messages/run.js';
import { Boundary } from './boundary.js';
import { encodeCheckpoint, type Checkpoint, type RunPosition } from './checkpoint.js';
import { explained } from './non-finite.js';
import { finite, Recorder } from './recorder.js';
import { noSums, plus, type Session, type Sums } from './session.js';

export interface RunHost {
  /** Milliseconds, from any beginning. */
  now(): number;
  /** Lets others run: messages come in meanwhile. */
  breathe(): Promise<void>;
  event(event: RunEvent): void;
  save(checkpoint: Uint8Array): Promise<void>;
}

type RunMode = 'running' | 'paused' | 'stopping';

export type RunEnd = 'finished' | 'stopped' | 'failed';

/** Between two looks at what others want, at most. */
const BREATH_MS = 15;
/** Between two checkpoints, at least; and between two boundaries, which take at most a tenth of the time. */
const CHECKPOINT_MS = 5000;
const BOUNDARY_MS = 100;

export class Run {
  private state: RunMode = 'running';
  private singleStep = false;
  private wake: (() => void) | undefined;
  private readonly boundary: Boundary | undefined;
  private readonly recorder: Recorder;
  private readonly order: { epoch: number; samples: Int32Array } = { epoch: -1, samples: new Int32Array() };
  private position: RunPosition;
  private sums: Sums;
  private began: number;
  private savedAt: number;
  private breathedAt: number;
  private nextBoundary = 0;

  constructor(
    private readonly session: Session,
    private readonly config: RunConfig,
    private readonly host: RunHost,
    /** Goes on from here; the session has loaded it. */
    from?: Checkpoint,
  ) {
    const metrics = session.prepared.metrics.length;
    this.position = from?.position ?? {
      ...{ epoch: 0, batch: 0, step: 0, learningRate: config.learningRate ?? 0, losses: [], finished: false },
      ...{
        sums: { ...noSums(metrics), metrics: [...noSums(metrics).metrics] },
        optimizer: {},
        sequence: 0,
        elapsedMs: 0,
      },
    };
    const { samples, loss, metrics: sums } = this.position.sums;
    this.sums = { samples, loss: loss ?? NaN, metrics: sums.map(sum => sum ?? NaN) };
    this.recorder = new Recorder(
      () => host.now(),
      event => host.event(event),
      this.position.sequence,
    );
    this.boundary = Boundary.of(session);
    this.began = host.now() - this.position.elapsedMs;
    this.savedAt = this.breathedAt = host.now();
    if (!from) this.recorder.event({ type: 'started', config, points: this.boundary?.points ?? null });
  }

  get isPaused(): boolean {
    return this.state === 'paused';
  }

  /** A control takes effect before the next batch; `snapshot` is for those who keep one. */
  control(control: Control): void {
    switch (control.type) {
      case 'pause':
        if (this.state === 'running') this.state = 'paused';
        break;
      case 'resume':
        if (this.state === 'paused') this.state = 'running';
        this.singleStep = false;
        break;
      case 'step':
        this.singleStep = true;
        if (this.state === 'paused') this.state = 'running';
        break;
      case 'stop':
        this.state = 'stopping';
        break;
      case 'learningRate':
        this.position = { ...this.position, learningRate: control.value };
        this.recorder.event({ type: 'learningRate', learningRate: control.value });
        break;
      case 'snapshot':
        break;
    }
    this.wake?.();
  }

  /** To the end, or until it is told to stop. `paused`: waits before its first step. `resumed`: it has run before. */
  async go({ paused = false, resumed = false } = {}): Promise<RunEnd> {
    try {
      if (resumed && !paused) this.recorder.event({ type: 'resumed' });
      this.showBoundary(0);
      if (paused && this.state === 'running') this.state = 'paused';
      while (this.position.epoch < this.config.epochs) {
        const outcome = await this.epoch();
        if (outcome !== 'finished') return outcome;
      }
      this.showBoundary(Infinity);
      this.position = { ...this.position, finished: true };
      this.recorder.event({ type: 'finished' });
      await this.save();
      return 'finished';
    } catch (error) {
      // A mistake of ours, or a full disk: whoever watches must hear of it.
      const message = `the run broke off: ${error instanceof Error ? error.message : String(error)}`;
      this.recorder.event({ type: 'failed', error: { message, layer: null, place: null } });
      return 'failed';
    }
  }

  private async epoch(): Promise<RunEnd> {
    const { session } = this;
    const { train, main, dropLast } = session.prepared;
    const options = { size: main.batch, dropLast };
    const count = batchCount(train.length, options);
    while (this.position.batch < count) {
      if (!(await this.mayGoOn())) return 'stopped';
      const samples = batchAt(this.orderOf(this.position.epoch), this.position.batch, options);
      const failed = this.train(samples, count);
      if (failed) {
        this.recorder.event({ type: 'failed', error: failed });
        return 'failed';
      }
      if (this.singleStep) [this.singleStep, this.state] = [false, 'paused'];
    }
    const broken = this.endEpoch();
    if (broken) {
      this.recorder.event({ type: 'failed', error: broken });
      return 'failed';
    }
    if (this.host.now() - this.savedAt > CHECKPOINT_MS) await this.save();
    return 'finished';
  }

  /** Decided by seed and epoch alone: nothing that happens in between changes it. */
  private orderOf(epoch: number): Int32Array {
    if (this.order.epoch !== epoch) {
      this.order.epoch = epoch;
      this.order.samples = epochOrder(this.session.prepared.train, this.config.seed, epoch);
    }
    return this.order.samples;
  }

  private train(samples: Int32Array, batches: number): RunError | undefined {
    const { epoch, batch } = this.position;
    const step = this.position.step + 1;
    const learningRate = this.position.learningRate * this.factor(epoch + batch / batches);
    const trained = this.session.train(samples, { seed: this.config.seed, step, learningRate });
    if (trained.kind === 'nonfinite') return this.notFinite(trained.at, step);
    this.sums = plus(this.sums, trained.sums);
    this.position = { ...this.position, step, batch: batch + 1 };
    const elapsedMs = this.host.now() - this.began;
    this.recorder.step({ step, loss: trained.loss, epoch, learningRate, samples: samples.length, elapsedMs });
    return undefined;
  }

  private factor(epoch: number): number {
    const { schedule } = this.session.prepared.step;
    if (!schedule) return 1;
    const losses = this.position.losses.map(loss => loss ?? NaN);
    return detailsOf('schedule', schedule.declaration).factor(
      { epoch, epochs: this.config.epochs, losses },
      schedule.args,
    );
  }

  private notFinite(at: NonFinite | undefined, step: number): RunError {
    return explained(this.session.prepared.step.network, at, step);
  }

  /** What broke, if the last step left numbers that are not finite: no further step would find them at the run's end. */
  private endEpoch(): RunError | undefined {
    const { validation } = this.session.prepared;
    const held = validation.length > 0 ? this.session.evaluate(validation) : undefined;
    const epoch = this.position.epoch + 1;
    const loss = held ? held.loss / held.samples : this.sums.loss / this.sums.samples;
    const { step } = this.position;
    const elapsedMs = this.host.now() - this.began;
    this.recorder.event({
      type: 'epoch',
      epoch,
      step,
      training: this.means(this.sums),
      validation: held ? this.means(held) : {},
      elapsedMs,
    });
    this.sums = noSums(this.session.prepared.metrics.length);
    this.position = { ...this.position, epoch, batch: 0, losses: [...this.position.losses, finite(loss)] };
    if (held && !Number.isFinite(held.loss)) return this.notFinite(this.session.nonFiniteIn(validation), step);
    this.showBoundary(BOUNDARY_MS);
    return undefined;
  }

  private means({ samples, loss, metrics }: Sums): Record<string, number | null> {
    const mean = (sum: number): number | null => finite(sum / samples);
    const named = this.session.prepared.metrics.map(({ declaration }, i) => [
      declaration.name,
      mean(metrics[i] ?? NaN),
    ]);
    return { loss: mean(loss), ...(Object.fromEntries(named) as Record<string, number | null>) };
  }

  /** Draws it if that is due; `patience` 0 or infinite: in any case. */
  private showBoundary(patience: number): void {
    const start = this.host.now();
    if (!this.boundary || (patience === BOUNDARY_MS && start < this.nextBoundary)) return;
    const boundary = this.boundary.grid(this.position.epoch);
    const end = this.host.now();
    this.nextBoundary = end + Math.max(BOUNDARY_MS, 10 * (end - start));
    this.recorder.event({ type: 'boundary', boundary });
  }

  /** False: it was told to stop. While it is paused, this waits. */
  private async mayGoOn(): Promise<boolean> {
    if (this.host.now() - this.breathedAt > BREATH_MS || this.state !== 'running') {
      await this.host.breathe();
      this.breathedAt = this.host.now();
    }
    while (this.state === 'paused') {
      this.showBoundary(0);
      this.recorder.event({ type: 'paused' });
      const pausedAt = this.host.now();
      await this.save();
      await this.untilWoken();
      this.began += this.host.now() - pausedAt;
      this.recorder.restart();
      if (this.isRunning()) this.recorder.event({ type: 'resumed' });
    }
    if (this.isRunning()) return true;
    this.recorder.event({ type: 'stopped' });
    await this.save();
    return false;
  }

  /** A control may have come in while this waited, which the compiler cannot know. */
  private isRunning(): boolean {
    return this.state === 'running';
  }

  private async untilWoken(): Promise<void> {
    while (this.state === 'paused') {
      await new Promise<void>(done => (this.wake = done));
      this.wake = undefined;
    }
  }

  private save(): Promise<void> {
    this.savedAt = this.host.now();
    return this.host.save(this.checkpoint());
  }

  /** All that the run needs to go on, as of now. */
  checkpoint(): Uint8Array {
    this.recorder.flush();
    const { samples, loss, metrics } = this.sums;
    const position: RunPosition = {
      ...this.position,
      sums: { samples, loss: finite(loss), metrics: metrics.map(finite) },
      optimizer: { ...this.session.updater.numbers },
      sequence: this.recorder.sequence,
      elapsedMs: this.host.now() - this.began,
    };
    return encodeCheckpoint(position, this.session.save());
  }
}
