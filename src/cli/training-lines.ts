/** What `netwright train` says while a network learns: a line for each epoch, and between them where the run stands. */
import { shortCount, wholeCount } from '../editor/figures.js';
import type { MetricInfo, RunConfig, RunEvent } from '../messages/run.js';
import { Dim } from '../shape/dim.js';
import { padEnd, padStart, type Style } from './style.js';

type EpochEvent = Extract<RunEvent, { type: 'epoch' }>;
type StepsEvent = Extract<RunEvent, { type: 'steps' }>;

const whole = (n: number): string => wholeCount(Dim.of(n));

function value(metric: MetricInfo, figure: number | null | undefined): string {
  if (figure === null || figure === undefined) return '?';
  return metric.percent ? `${(100 * figure).toFixed(2)} %` : figure.toPrecision(4);
}

export class TrainingLines {
  private config: RunConfig | undefined;

  constructor(private readonly style: Style) {}

  /** What the run is: said once, before its first step. */
  started(config: RunConfig): string {
    this.config = config;
    const { data, samples, optimizer, schedule, batch, seed, parameters } = config;
    const parts = [
      `${data}: ${whole(samples.train)} samples, ${whole(samples.validation)} more held back`,
      `${whole(parameters)} parameters`,
      `${optimizer}${schedule === null ? '' : `, ${schedule}`}`,
      `batch ${batch}`,
      `seed ${seed}`,
    ];
    return `${this.style.bold(config.network)}  ${this.style.dim(parts.join(' · '))}`;
  }

  epoch(event: EpochEvent): string {
    const { epochs = 0, metrics = [] } = this.config ?? {};
    const list = (values: EpochEvent['training']): string =>
      metrics
        .filter(({ name }) => values[name] !== undefined)
        .map(metric => `${this.style.dim(metric.name)} ${padStart(value(metric, values[metric.name]), 8)}`)
        .join('  ');
    const number = padStart(String(event.epoch), String(epochs).length);
    const seconds = `${(event.elapsedMs / 1000).toFixed(1)} s`;
    return `epoch ${number}/${epochs}  ${list(event.training)}  ${this.style.dim('held back:')} ${list(event.validation)}  ${this.style.dim(seconds)}`;
  }

  /** Where the run stands within an epoch; written over by the next. */
  standing(event: StepsEvent): string {
    const { stepsPerEpoch = 1 } = this.config ?? {};
    const done = event.first + event.losses.length - 1;
    const within = ((done - 1) % stepsPerEpoch) + 1;
    const loss = event.losses.at(-1);
    const rate = event.samplesPerSecond;
    const speed = rate === null ? '' : `, ${shortCount(Dim.of(Math.round(rate)))} samples/s`;
    const bar = '█'.repeat(Math.round((20 * within) / stepsPerEpoch));
    return `${padEnd(bar, 20)} ${within}/${stepsPerEpoch}  loss ${loss === null || loss === undefined ? '?' : loss.toPrecision(4)}${speed}`;
  }
}
