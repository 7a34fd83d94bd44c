/** `netwright train FILE`: trains a network of the file here, says how it goes, and leaves the run in its folder. */
import { resolve } from 'node:path';
import type { Report } from '../analysis/report.js';
import { problemsByFile } from '../editor/diagnostics.js';
import { nearestNames, suggestion } from '../language/nearest.js';
import type { RunEvent } from '../messages/run.js';
import { startRun } from '../training/node/start-run.js';
import { wholeNumber } from './choices.js';
import { CodeFrames } from './code-frame.js';
import { InputFiles } from './input-files.js';
import type { Streams } from './streams.js';
import { cut, styleOf } from './style.js';
import { TrainingLines } from './training-lines.js';
import { exitStatus, WrongUsage } from './wrong-usage.js';

export interface TrainFlags {
  readonly train?: string;
  readonly epochs?: string;
  readonly seed?: string;
  readonly out?: string;
}

interface Which {
  readonly network: string | null;
  readonly train: string | null;
}

/** A `train` by its name after `as`, or by a network that it trains. */
function chosen(report: Report, name: string | undefined): Which {
  const { trains } = report.graph;
  if (trains.length === 0) throw new WrongUsage('the file has no `train`, which says how to train its network');
  if (name === undefined) return { network: null, train: null };
  if (trains.some(t => t.name === name)) return { network: null, train: name };
  if (trains.some(t => t.networks.includes(name))) return { network: name, train: null };
  const names = [...new Set(trains.flatMap(t => [...(t.name === undefined ? [] : [t.name]), ...t.networks]))];
  throw new WrongUsage(
    `--train ${name}: there is no such \`train\`${suggestion(nearestNames(name, names)) || `; there are ${names.join(', ')}`}`,
  );
}

export async function train(path: string, flags: TrainFlags, assets: string, streams: Streams): Promise<number> {
  const input = new InputFiles(streams.folder);
  const uri = input.uriOf(path);
  const epochs = flags.epochs === undefined ? undefined : wholeNumber('--epochs', flags.epochs, 0);
  const seed = flags.seed === undefined ? undefined : wholeNumber('--seed', flags.seed, 0);
  const style = styleOf(streams.colours);
  const report = input.analyze(uri);
  const errors = [...problemsByFile([report]).values()].flat().filter(p => p.severity === 'error');
  const frames = new CodeFrames(input, style, streams.columns);
  for (const problem of errors) streams.error(frames.print(problem));
  if (errors.length > 0) return exitStatus.errorsInFile;

  const view = new Progress(streams);
  const runs = resolve(streams.folder, flags.out ?? 'runs');
  const started = await startRun(
    { type: 'train', uri, texts: {}, ...chosen(report, flags.train), runs, assets, ...given({ epochs, seed }) },
    event => view.show(event),
  );
  if (!started.ok) {
    streams.error(`${started.message}\n`);
    return exitStatus.errorsInFile;
  }
  const { run, folder } = started.value;
  const stop = (): void => run.control({ type: 'stop' });
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const end = await run.go();
    view.done();
    streams.out(`${style.dim(end === 'stopped' ? 'stopped; the run is in' : 'the run is in')} ${folder.path}\n`);
    return end === 'failed' ? exitStatus.errorsInFile : exitStatus.fine;
  } finally {
    folder.close();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** Without what is undefined. */
function given(numbers: { readonly epochs: number | undefined; readonly seed: number | undefined }) {
  const { epochs, seed } = numbers;
  return { ...(epochs !== undefined && { epochs }), ...(seed !== undefined && { seed }) };
}

/** On a terminal a line that moves stands below those of the epochs. */
class Progress {
  private readonly lines: TrainingLines;
  private moving = false;

  constructor(private readonly streams: Streams) {
    this.lines = new TrainingLines(styleOf(streams.colours));
  }

  show(event: RunEvent): void {
    switch (event.type) {
      case 'started':
        return this.line(this.lines.started(event.config));
      case 'epoch':
        return this.line(this.lines.epoch(event));
      case 'steps':
        return this.move(this.lines.standing(event));
      case 'failed':
        this.done();
        return this.streams.error(`${event.error.message}\n`);
      case 'boundary':
      case 'learningRate':
      case 'paused':
      case 'resumed':
      case 'stopped':
      case 'finished':
        return undefined;
    }
  }

  done(): void {
    if (this.moving) this.streams.out('\r\x1b[K');
    this.moving = false;
  }

  private line(text: string): void {
    this.done();
    this.streams.out(`${text}\n`);
  }

  private move(text: string): void {
    const { columns } = this.streams;
    if (columns === undefined) return;
    this.done();
    this.streams.out(cut(text, columns - 1));
    this.moving = true;
  }
}
