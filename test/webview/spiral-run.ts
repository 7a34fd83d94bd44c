/** The events of a made-up run on two spirals, in the form of a real one: curves that fall, a boundary that winds. */
import type { BoundaryGrid, DataPoints, RunConfig, RunEvent } from '../../src/messages/run.js';

const stepsPerEpoch = 8;

export const spiralConfig: RunConfig = {
  run: 'spiral-1',
  folder: '/storage/runs/spiral-1',
  uri: 'file:///work/spiral.nn',
  network: 'Spiral',
  train: null,
  data: 'spiral(samples: 400, turns: 1.5, noise: 0.05)',
  loss: 'cross_entropy',
  optimizer: 'adam(lr: 0.01)',
  schedule: null,
  batch: 40,
  epochs: 60,
  seed: 1,
  learningRate: 0.01,
  samples: { train: 320, validation: 80 },
  stepsPerEpoch,
  parameters: 354,
  plannedBytes: 81_920,
  metrics: [
    { name: 'loss', percent: false, better: 'lower' },
    { name: 'accuracy', percent: true, better: 'higher' },
  ],
  classes: null,
  startedAt: '2026-01-02T03:04:05.000Z',
};

export function spiralPoints(): DataPoints {
  const all = Array.from({ length: 400 }, (_, i) => {
    const [arm, t] = [i % 2, Math.floor(i / 2) / 200];
    const angle = 3 * Math.PI * t + Math.PI * arm;
    const wobble = 0.03 * Math.sin(i * 12.9898);
    return { x: t * Math.cos(angle) + wobble, y: t * Math.sin(angle) - wobble, arm, held: i % 5 === 3 };
  });
  return {
    x: all.map(({ x }) => x),
    y: all.map(({ y }) => y),
    classes: all.map(({ arm }) => arm),
    validation: all.map(({ held }) => held),
  };
}

export function spiralBoundary(epoch: number): BoundaryGrid {
  const side = 50;
  const wind = Math.min(1, epoch / 30);
  const cells = Array.from({ length: side * side }, (_, i) => {
    const x = ((i % side) + 0.5) / (side / 2.4) - 1.2;
    const y = (Math.floor(i / side) + 0.5) / (side / 2.4) - 1.2;
    const phase = Math.atan2(y, x) - 3 * Math.PI * wind * Math.hypot(x, y);
    return Math.cos(phase);
  });
  const frame = { columns: side, rows: side, xMin: -1.2, xMax: 1.2, yMin: -1.2, yMax: 1.2 };
  const classes = cells.map(value => (value > 0 ? 0 : 1));
  return { ...frame, classes, confidence: cells.map(value => Math.round(50 + 50 * Math.abs(value))), epoch };
}

/** The events up to the end of an epoch. */
export function spiralEvents(epochs: number): RunEvent[] {
  let sequence = 0;
  const events: RunEvent[] = [{ sequence: ++sequence, type: 'started', config: spiralConfig, points: spiralPoints() }];
  const fall = (t: number): number => 0.02 + 0.68 / (1 + Math.exp((t - 18) / 5));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const first = (epoch - 1) * stepsPerEpoch + 1;
    const losses = Array.from({ length: stepsPerEpoch }, (_, i) => {
      const t = epoch - 1 + i / stepsPerEpoch;
      return fall(t) * (1 + 0.25 * Math.sin(7.7 * (first + i)));
    });
    const rates = { learningRate: 0.01, samplesPerSecond: 12_345 };
    events.push({ sequence: ++sequence, type: 'steps', first, losses, epoch: epoch - 1, ...rates });
    events.push({
      sequence: ++sequence,
      type: 'epoch',
      epoch,
      step: epoch * stepsPerEpoch,
      training: { loss: fall(epoch), accuracy: 1 - 0.7 * fall(epoch) },
      validation: { loss: fall(epoch) * 1.15 + 0.01, accuracy: 1 - 0.75 * fall(epoch) },
      elapsedMs: epoch * 210,
    });
    events.push({ sequence: ++sequence, type: 'boundary', boundary: spiralBoundary(epoch) });
  }
  return events;
}
