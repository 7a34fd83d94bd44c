/** The training panel: hears the extension, keeps one state, draws it at most once a frame, and says that it has drawn. */
import * as v from 'valibot';
import { panelMemory, toPanel, type FromPanel, type PanelView } from '../src/messages/panel.js';
import { element, setText } from './element.js';
import { noticeOf } from './notice.js';
import { RunView } from './run-view.js';
import { afterMessage, announcement, firstState, memoryOf, type PanelState } from './state.js';
import { currentTheme, onThemeChange, type Theme } from './theme.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** A screen reader is not interrupted more often. */
const speakGapMs = 3000;

const host = acquireVsCodeApi();
const root = document.getElementById('panel')!;
const spoken = element('p', { class: 'spoken', role: 'status', 'aria-live': 'polite' });
const stage = element('div');
root.replaceChildren(stage, spoken);

const remembered = v.safeParse(panelMemory, host.getState());
let state: PanelState = remembered.success
  ? {
      ...firstState,
      target: remembered.output.target,
      run: remembered.output.run,
      logarithmic: remembered.output.logarithmic,
    }
  : firstState;
let theme: Theme = currentTheme();
let drawnNumber = 0;
let newestNumber = 0;
let frame = 0;
let run: RunView | undefined;
let noticed: PanelView | null | undefined;
let saved = '';

const say = (message: FromPanel): void => host.postMessage(message);

function draw(): void {
  frame = 0;
  try {
    const { view } = state;
    if (view?.kind === 'run') {
      if (!run) {
        run = new RunView({ say, setLogarithmic, redraw: plan }, state.logarithmic);
        stage.replaceChildren(run.element);
        noticed = undefined;
      }
      run.show(state, view, theme);
      speak(announcement(view), `${view.snapshot.state} ${view.life} ${view.snapshot.epoch}`);
    } else if (view !== noticed) {
      run = undefined;
      noticed = view;
      stage.replaceChildren(noticeOf(view, state.title, say));
    }
    remember();
  } finally {
    // Said even if drawing broke: the next state may be drawn again.
    if (newestNumber > drawnNumber) {
      drawnNumber = newestNumber;
      say({ type: 'drawn', number: drawnNumber });
    }
  }
}

function plan(): void {
  frame ||= requestAnimationFrame(draw);
}

function setLogarithmic(on: boolean): void {
  state = { ...state, logarithmic: on };
  plan();
}

/** Written only when it differs: the workbench stores it each time. */
function remember(): void {
  const memory = memoryOf(state);
  const text = JSON.stringify(memory);
  if (!memory || text === saved) return;
  saved = text;
  host.setState(memory);
}

let spokenKey = '';
let spokenAt = -Infinity;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Says a sentence when its key is new; of several within a short time, the last. */
function speak(text: string, key: string): void {
  if (key === spokenKey) return;
  spokenKey = key;
  clearTimeout(waiting);
  const now = performance.now();
  const tell = (): void => {
    spokenAt = performance.now();
    setText(spoken, text);
  };
  if (now - spokenAt >= speakGapMs) tell();
  else waiting = setTimeout(tell, spokenAt + speakGapMs - now);
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = v.safeParse(toPanel, event.data);
  if (!message.success) return;
  newestNumber = message.output.number;
  // After a reload of the extension host the numbers begin again.
  if (newestNumber < drawnNumber) drawnNumber = 0;
  state = afterMessage(state, message.output);
  plan();
});

onThemeChange(() => {
  theme = currentTheme();
  plan();
});

draw();
say({ type: 'ready' });
