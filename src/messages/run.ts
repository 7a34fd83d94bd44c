/**
 * What a training run says and is told: schemas and the types that follow from them.
 *
 * A run is a process of its own (`dist/trainer.cjs`) and a folder. Who starts it writes one line of JSON to its standard input, a
 * `RunRequest`, and reads one line of JSON from its standard output, a `RunAnswer`: the address of a local socket, or why the run
 * cannot start. On the socket both sides write lines of JSON: the run sends `FromRun` (first one snapshot, then deltas, at most
 * some twenty a second), a client sends `Control`. Any number of clients may come and go; the run goes on without one.
 *
 * The folder holds `config.json` (a `RunConfig`), `events.jsonl` (one `RunEvent` a line, boundaries left out), `boundary.json` (the
 * newest `boundary` event), `checkpoint.bin`, and, while the process lives, `process.json` (a `RunProcess`). `snapshotOf` of
 * `run-state.ts` makes of those events what the run itself would send.
 */
import * as v from 'valibot';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** JSON has no NaN and no infinity: they travel as null. */
const figure = v.nullable(v.number());
const figures = v.array(figure);

export const runStates = ['idle', 'running', 'paused', 'stopped', 'finished', 'failed'] as const;
export const runState = v.picklist(runStates);

/** A curve's name, and whether it is a share that is shown in percent. */
export const metricInfo = v.object({ name: v.string(), percent: v.boolean(), better: v.picklist(['lower', 'higher']) });

export const runConfig = v.object({
  /** Name of the run: that of its folder. */
  run: v.string(),
  folder: v.string(),
  /** The file it was started from, and the text that is trained, whatever becomes of the file. */
  uri: v.string(),
  network: v.string(),
  /** Name after `as`. */
  train: v.nullable(v.string()),
  /** Settings as `.nn` writes them. */
  data: v.string(),
  loss: v.string(),
  optimizer: v.string(),
  schedule: v.nullable(v.string()),
  batch: whole,
  epochs: whole,
  seed: whole,
  learningRate: figure,
  samples: v.object({ train: whole, validation: whole }),
  stepsPerEpoch: whole,
  parameters: whole,
  /** Bytes that the plan places and the run allocates. */
  plannedBytes: whole,
  /** `loss` first, then the metrics. */
  metrics: v.array(metricInfo),
  /** Names of the classes where the label has some. */
  classes: v.nullable(v.array(v.string())),
  startedAt: v.string(),
});

/** One value of each metric for the training samples, one for the held-back ones. */
const metricValues = v.record(v.string(), figure);

/** The class that the network gives on a grid of points of its two inputs: row by row from `yMin` up, `confidence` from 0 to 100. */
export const boundaryGrid = v.object({
  columns: whole,
  rows: whole,
  xMin: v.number(),
  xMax: v.number(),
  yMin: v.number(),
  yMax: v.number(),
  classes: v.array(whole),
  confidence: v.array(whole),
  epoch: whole,
});

/** Samples to be drawn over the boundary; `validation` says which are held back. */
export const dataPoints = v.object({
  x: v.array(v.number()),
  y: v.array(v.number()),
  classes: v.array(whole),
  validation: v.array(v.boolean()),
});

export const runError = v.object({
  message: v.string(),
  /** Path of the layer where the first number was not finite. */
  layer: v.nullable(v.string()),
  /** Place of that layer in the text, in UTF-16 units from its beginning. */
  place: v.nullable(v.object({ uri: v.string(), start: whole, end: whole })),
});

/** `sequence` counts a run's events from 1; a resumed run goes on counting. */
const event = { sequence: whole };

export const runEvent = v.variant('type', [
  v.object({ ...event, type: v.literal('started'), config: runConfig, points: v.nullable(dataPoints) }),
  /** One or more steps: the loss of each, from step `first` (counted from 1) on; and the state behind the last. */
  v.object({
    ...event,
    type: v.literal('steps'),
    first: whole,
    losses: figures,
    epoch: whole,
    learningRate: figure,
    samplesPerSecond: figure,
    /** Missing in runs of earlier versions. */
    elapsedMs: v.optional(v.number()),
  }),
  /** An epoch is over: its metrics on the training samples (as they passed by) and on the held-back ones. */
  v.object({
    ...event,
    type: v.literal('epoch'),
    epoch: whole,
    step: whole,
    training: metricValues,
    validation: metricValues,
    elapsedMs: v.number(),
  }),
  v.object({ ...event, type: v.literal('boundary'), boundary: boundaryGrid }),
  v.object({ ...event, type: v.literal('learningRate'), learningRate: v.number() }),
  v.object({ ...event, type: v.literal('paused') }),
  v.object({ ...event, type: v.literal('resumed') }),
  v.object({ ...event, type: v.literal('stopped') }),
  v.object({ ...event, type: v.literal('finished') }),
  /** A number that is not finite, or a mistake of ours: the run is over. */
  v.object({ ...event, type: v.literal('failed'), error: runError }),
]);

/** The steps' losses, thinned: every entry is the mean of `stride` steps and stands at the last of them. */
export const stepColumns = v.object({
  stride: whole,
  step: v.array(whole),
  loss: figures,
  /** Steps since the last entry: their sum and number. */
  pending: v.object({ sum: figure, count: whole }),
});

/** One entry an epoch; a column for each metric. Thinned as the steps are, but by leaving entries out. */
export const epochColumns = v.object({
  epoch: v.array(whole),
  step: v.array(whole),
  training: v.record(v.string(), figures),
  validation: v.record(v.string(), figures),
});

/** All that a panel needs to draw a run. */
export const runSnapshot = v.object({
  state: runState,
  /** Number of the last event in it. */
  sequence: whole,
  config: v.nullable(runConfig),
  /** Epochs finished. */
  epoch: whole,
  /** Steps done. */
  step: whole,
  learningRate: figure,
  samplesPerSecond: figure,
  elapsedMs: v.number(),
  steps: stepColumns,
  epochs: epochColumns,
  boundary: v.nullable(boundaryGrid),
  points: v.nullable(dataPoints),
  lastError: v.nullable(runError),
});

export const fromRun = v.variant('type', [
  v.object({ type: v.literal('snapshot'), snapshot: runSnapshot }),
  v.object({ type: v.literal('delta'), events: v.array(runEvent) }),
]);

/** What the panel says, by way of the extension, to the run; checked between two batches. */
export const control = v.variant('type', [
  v.object({ type: v.literal('pause') }),
  v.object({ type: v.literal('resume') }),
  /** One more step, then pause. */
  v.object({ type: v.literal('step') }),
  v.object({ type: v.literal('stop') }),
  v.object({ type: v.literal('learningRate'), value: v.pipe(v.number(), v.finite(), v.minValue(0)) }),
  /** Asks for a new snapshot. */
  v.object({ type: v.literal('snapshot') }),
]);

/** What starts a run. */
export const runRequest = v.variant('type', [
  v.object({
    type: v.literal('train'),
    uri: v.string(),
    /** Text of open documents by their uri: it wins over the disk. */
    texts: v.record(v.string(), v.string()),
    /** Which `train`: by network, and by the name after `as`; null: the only or first one. */
    network: v.nullable(v.string()),
    train: v.nullable(v.string()),
    /** Where the folders of runs are made; the run's own folder is `runs/NAME`. */
    runs: v.string(),
    /** Folder with the packed data sets. */
    assets: v.string(),
    /** Instead of the file's: epochs, seed. */
    epochs: v.optional(whole),
    seed: v.optional(whole),
    /** Waits for `resume` or `step` before its first step. */
    paused: v.optional(v.boolean()),
  }),
  /** Goes on with a run from its checkpoint, exactly as if it had never stopped. */
  v.object({ type: v.literal('resume'), folder: v.string(), assets: v.string(), paused: v.optional(v.boolean()) }),
]);

export const runAnswer = v.variant('type', [
  v.object({ type: v.literal('ready'), folder: v.string(), address: v.string(), pid: whole }),
  /** Problems of the file or of what the engine can run, in a person's words. */
  v.object({ type: v.literal('refused'), messages: v.array(v.string()) }),
]);

/** `process.json` in the folder of a run whose process lives. */
export const runProcess = v.object({ pid: whole, address: v.string() });

export type RunState = v.InferOutput<typeof runState>;
export type MetricInfo = v.InferOutput<typeof metricInfo>;
export type RunConfig = v.InferOutput<typeof runConfig>;
export type BoundaryGrid = v.InferOutput<typeof boundaryGrid>;
export type DataPoints = v.InferOutput<typeof dataPoints>;
export type RunError = v.InferOutput<typeof runError>;
export type RunEvent = v.InferOutput<typeof runEvent>;
export type StepColumns = v.InferOutput<typeof stepColumns>;
export type EpochColumns = v.InferOutput<typeof epochColumns>;
export type RunSnapshot = v.InferOutput<typeof runSnapshot>;
export type FromRun = v.InferOutput<typeof fromRun>;
export type Control = v.InferOutput<typeof control>;
export type RunRequest = v.InferOutput<typeof runRequest>;
export type RunAnswer = v.InferOutput<typeof runAnswer>;
export type RunProcess = v.InferOutput<typeof runProcess>;
