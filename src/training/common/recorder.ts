/** Numbers a run's events and sends them on; the steps between two events become one, so that a fast run says little. */
import type { RunEvent } from '../../messages/run.js';

type Body<E> = E extends RunEvent ? Omit<E, 'sequence'> : never;
export type EventBody = Body<RunEvent>;

/** Between two events about steps: at most some twenty a second. */
const QUIET_MS = 50;

export interface StepFacts {
  readonly step: number;
  readonly loss: number;
  readonly epoch: number;
  readonly learningRate: number;
  readonly samples: number;
  /** Since the run began, without its pauses. */
  readonly elapsedMs: number;
}

/** JSON knows no NaN. */
export const finite = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null;

export class Recorder {
  private losses: (number | null)[] = [];
  private last: StepFacts | undefined;
  private samples = 0;
  private since: number;
  private rate: number | null = null;

  constructor(
    private readonly now: () => number,
    private readonly send: (event: RunEvent) => void,
    /** Number of the last event so far. */
    public sequence = 0,
  ) {
    this.since = now();
  }

  step(facts: StepFacts): void {
    this.losses.push(finite(facts.loss));
    this.last = facts;
    this.samples += facts.samples;
    if (this.now() - this.since >= QUIET_MS) this.flush();
  }

  /** Any other event: what steps there were is said first. */
  event(body: EventBody): void {
    this.flush();
    this.number(body);
  }

  flush(): void {
    const { last, losses } = this;
    const now = this.now();
    if (last && losses.length > 0) {
      const passed = now - this.since;
      if (passed > 0) {
        const rate = (1000 * this.samples) / passed;
        this.rate = this.rate === null ? rate : 0.8 * this.rate + 0.2 * rate;
      }
      const { step, epoch, learningRate, elapsedMs } = last;
      this.losses = [];
      this.samples = 0;
      this.number({
        type: 'steps',
        first: step - losses.length + 1,
        losses,
        epoch,
        learningRate: finite(learningRate),
        samplesPerSecond: this.rate === null ? null : Math.round(this.rate),
        elapsedMs,
      });
    }
    this.since = now;
  }

  /** The clock stood still for us: a pause is not slow training. */
  restart(): void {
    this.since = this.now();
  }

  private number(body: EventBody): void {
    this.sequence++;
    this.send({ ...body, sequence: this.sequence });
  }
}
