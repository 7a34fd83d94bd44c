/** The panel's state, one table, and what follows from it: which buttons there are, what is said, what is remembered. */
import type { FromPanel, PanelMemory, PanelTarget, PanelView, ToPanel } from '../src/messages/panel.js';
import type { RunSnapshot } from '../src/messages/run.js';
import { withEvent } from '../src/messages/run-state.js';
import { metricText } from './format.js';
import { local } from './words.js';

export interface PanelState {
  readonly target: PanelTarget | null;
  readonly title: string;
  readonly run: string | null;
  /** Null until the extension has answered. */
  readonly view: PanelView | null;
  /** Whether losses are drawn over a logarithmic axis. */
  readonly logarithmic: boolean;
}

export const firstState: PanelState = { target: null, title: '', run: null, view: null, logarithmic: false };

export function afterMessage(state: PanelState, message: ToPanel): PanelState {
  if (message.type === 'view') {
    const { target, title, run, view } = message;
    return { ...state, target, title, run, view };
  }
  if (state.view?.kind !== 'run') return state;
  const snapshot = message.events.reduce(withEvent, state.view.snapshot);
  return { ...state, view: { ...state.view, snapshot } };
}

export const memoryOf = ({ target, run, logarithmic }: PanelState): PanelMemory | undefined =>
  target ? { target, run, logarithmic } : undefined;

export type RunView = Extract<PanelView, { kind: 'run' }>;

/** Whether the process listens. */
export const listens = ({ life, snapshot }: RunView): boolean =>
  life === 'live' && (snapshot.state === 'running' || snapshot.state === 'paused');

export interface MainButton {
  readonly label: string;
  readonly icon: string;
  readonly says: FromPanel;
}

/** What the first button does now. */
export function mainButton(view: RunView): MainButton {
  const { life, snapshot, resumable } = view;
  if (life === 'live' && snapshot.state === 'paused') {
    return { label: local('Resume'), icon: 'debug-continue', says: { type: 'control', control: { type: 'resume' } } };
  }
  if (life === 'live' && (snapshot.state === 'running' || snapshot.state === 'idle')) {
    return { label: local('Pause'), icon: 'debug-pause', says: { type: 'control', control: { type: 'pause' } } };
  }
  if (resumable) return { label: local('Continue'), icon: 'play', says: { type: 'continue' } };
  return { label: local('Train Again'), icon: 'debug-restart', says: { type: 'restart' } };
}

/** The state of the run in a word. */
export function stateWord({ life, snapshot }: RunView): string {
  if (life === 'lost') return local('Interrupted');
  const words: Readonly<Record<RunSnapshot['state'], string>> = {
    idle: local('Starting'),
    running: local('Training'),
    paused: local('Paused'),
    stopped: local('Stopped'),
    finished: local('Finished'),
    failed: local('Failed'),
  };
  return words[snapshot.state];
}

/** What went wrong, and what to do; undefined while all is well. */
export function trouble(view: RunView): { cause: string; remedy: string; layer: boolean } | undefined {
  const { snapshot, life, resumable } = view;
  const error = snapshot.lastError;
  if (snapshot.state === 'failed') {
    const named =
      error?.layer && !error.message.includes(error.layer) ? ` ${local('The layer is {0}.', error.layer)}` : '';
    const cause = `${error?.message ?? local('The run failed.')}${named}`;
    const remedy = local('Change the text, then press Train Again.');
    return { cause, remedy, layer: Boolean(error?.place) };
  }
  if (life !== 'lost') return undefined;
  return {
    cause: local('The training process ended before the run did, after epoch {0}.', snapshot.epoch),
    remedy: resumable
      ? local('Press Continue to go on from the checkpoint.')
      : local('It left no checkpoint: train again.'),
    layer: false,
  };
}

/** What a screen reader is told when an epoch is over, or when the run's state changes. */
export function announcement(view: RunView): string {
  const { snapshot } = view;
  const { epochs, config, epoch } = snapshot;
  const figures = (config?.metrics ?? []).flatMap(metric => {
    const value = epochs.validation[metric.name]?.at(-1) ?? epochs.training[metric.name]?.at(-1);
    return typeof value === 'number' ? [`${metric.name} ${metricText(metric, value)}`] : [];
  });
  const problem = trouble(view);
  if (problem) return `${stateWord(view)}. ${problem.cause} ${problem.remedy}`;
  return [local('{0}, epoch {1}', stateWord(view), epoch), ...figures].join(', ');
}

/** The learning rate that was typed; undefined if it is none. */
export function typedRate(text: string): number | undefined {
  const plain = text.trim();
  const value = plain === '' ? NaN : Number(plain);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
