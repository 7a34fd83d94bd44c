/**
 * What the training panel and the extension say to each other: schemas and the types that follow from them.
 *
 * The panel says `ready` when it has loaded, also after it was hidden and shown again; it gets a `view`, whole. Then come `events`,
 * each batch only after the panel has drawn the one before and said so: a panel that is too slow or asleep gets the newest state
 * later, never a queue. Both sides check what they get and drop what they do not know.
 */
import * as v from 'valibot';
import { control, runEvent, runSnapshot } from './run.js';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `live`: its process runs. `ended`: it came to its end. `lost`: its process is gone before the end. */
export const runLife = v.picklist(['live', 'ended', 'lost']);

/** What the panel shows. */
export const panelView = v.variant('kind', [
  /** The workspace is not trusted: training waits. */
  v.object({ kind: v.literal('untrusted') }),
  v.object({ kind: v.literal('starting') }),
  /** The run could not start; sentences that say why and what to do. */
  v.object({ kind: v.literal('refused'), messages: v.array(v.string()) }),
  /** The folder of the run that was shown here is gone or cannot be read. */
  v.object({ kind: v.literal('missing'), message: v.string() }),
  v.object({ kind: v.literal('run'), snapshot: runSnapshot, life: runLife, resumable: v.boolean() }),
]);

/** What is trained: a file's `train`, by its network and its name after `as`. */
export const panelTarget = v.object({
  uri: v.string(),
  network: v.nullable(v.string()),
  train: v.nullable(v.string()),
});

/** What a panel keeps over a reload of the window. */
export const panelMemory = v.object({
  target: panelTarget,
  /** Name of the run's folder; null before there is one. */
  run: v.nullable(v.string()),
  logarithmic: v.boolean(),
});

export const toPanel = v.variant('type', [
  v.object({
    type: v.literal('view'),
    /** Counts what was sent; the panel gives it back when it has drawn it. */
    number: whole,
    target: panelTarget,
    /** File name and network, to be read by people. */
    title: v.string(),
    run: v.nullable(v.string()),
    view: panelView,
  }),
  v.object({ type: v.literal('events'), number: whole, events: v.array(runEvent) }),
]);

export const fromPanel = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('drawn'), number: whole }),
  v.object({ type: v.literal('control'), control }),
  /** Starts the file as it is now, from the beginning. */
  v.object({ type: v.literal('restart') }),
  /** Goes on from the checkpoint with a process of its own. */
  v.object({ type: v.literal('continue') }),
  v.object({ type: v.literal('manageTrust') }),
  /** Shows the file; the layer that failed, if one did. */
  v.object({ type: v.literal('showText') }),
]);

export type RunLife = v.InferOutput<typeof runLife>;
export type PanelView = v.InferOutput<typeof panelView>;
export type PanelTarget = v.InferOutput<typeof panelTarget>;
export type PanelMemory = v.InferOutput<typeof panelMemory>;
export type ToPanel = v.InferOutput<typeof toPanel>;
export type FromPanel = v.InferOutput<typeof fromPanel>;
