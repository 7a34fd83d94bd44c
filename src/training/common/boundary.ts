/** What a network with two inputs thinks of the plane: its class on a grid, and the samples to draw over it. */
import type { BoundaryGrid, DataPoints } from '../../messages/run.js';
import type { Prepared } from './prepare.js';
import type { Session } from './session.js';

const CELLS = 50;
/** So much of the samples' range is shown beyond them. */
const MARGIN = 0.1;
const MOST_POINTS = 2000;

/** Undefined for networks that do not turn two numbers into classes. */
export class Boundary {
  readonly points: DataPoints;
  private readonly range: {
    readonly xMin: number;
    readonly xMax: number;
    readonly yMin: number;
    readonly yMax: number;
  };
  private readonly rows: Float32Array;

  private constructor(
    private readonly session: Session,
    private readonly input: string,
    private readonly output: string,
    points: DataPoints,
  ) {
    this.points = points;
    const [xMin, xMax] = widened(points.x);
    const [yMin, yMax] = widened(points.y);
    this.range = { xMin, xMax, yMin, yMax };
    this.rows = new Float32Array(2 * CELLS * CELLS);
    for (let row = 0; row < CELLS; row++)
      for (let column = 0; column < CELLS; column++) {
        const at = 2 * (row * CELLS + column);
        this.rows[at] = xMin + ((column + 0.5) / CELLS) * (xMax - xMin);
        this.rows[at + 1] = yMin + ((row + 0.5) / CELLS) * (yMax - yMin);
      }
  }

  static of(session: Session): Boundary | undefined {
    const { prepared } = session;
    const { compared, step } = prepared;
    const [input, ...more] = step.network.body.inputs;
    const feeding = input && prepared.feeds.get(input.name);
    if (!compared || !feeding || more.length > 0 || feeding.dtype !== 'float32') return undefined;
    if (feeding.shape.length !== 1 || feeding.shape[0] !== 2) return undefined;
    const points = pointsOf(prepared, feeding.name, compared.target);
    return points && new Boundary(session, input.name, compared.output, points);
  }

  grid(epoch: number): BoundaryGrid {
    const given = this.session.predict(this.input, this.rows, 2, this.output);
    const width = given.length / (CELLS * CELLS);
    const classes: number[] = [];
    const confidence: number[] = [];
    for (let cell = 0; cell < CELLS * CELLS; cell++) {
      const [best, share] = decided(given.subarray(cell * width, (cell + 1) * width));
      classes.push(best);
      confidence.push(Math.round(100 * share));
    }
    return { columns: CELLS, rows: CELLS, ...this.range, classes, confidence, epoch };
  }
}

/** The largest of several scores with its softmax; of one score, which side of 0 it is on, with its sigmoid. */
function decided(scores: Float32Array): [best: number, share: number] {
  if (scores.length === 1) {
    const chance = 1 / (1 + Math.exp(-(scores[0] ?? 0)));
    return chance >= 0.5 ? [1, chance] : [0, 1 - chance];
  }
  const top = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp(score - top), 0);
  return [Math.max(0, scores.indexOf(top)), 1 / sum];
}

function widened(values: readonly number[]): [min: number, max: number] {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const margin = MARGIN * (max - min || 1);
  return [min - margin, max + margin];
}

/** Undefined where the target is no class. */
function pointsOf({ dataset, train, validation }: Prepared, inputs: string, target: string): DataPoints | undefined {
  const field = dataset.fields.find(({ name }) => name === inputs);
  const label = dataset.fields.find(({ name }) => name === target);
  if (!field || label?.dtype !== 'int32' || label.shape.length > 0) return undefined;
  const every = Math.max(1, Math.ceil((train.length + validation.length) / MOST_POINTS));
  const some = (part: Int32Array): Int32Array => part.filter((_, i) => i % every === 0);
  const [learned, held] = [some(train), some(validation)];
  const samples = Int32Array.from([...learned, ...held]);
  if (samples.length === 0) return undefined;
  const values = field.gather(samples);
  return {
    x: Array.from(samples, (_, i) => values[2 * i] ?? 0),
    y: Array.from(samples, (_, i) => values[2 * i + 1] ?? 0),
    classes: Array.from(label.gather(samples)),
    validation: Array.from(samples, (_, i) => i >= learned.length),
  };
}
