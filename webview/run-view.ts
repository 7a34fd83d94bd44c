/** The view of a run: its state, controls, figures, charts, boundary and the table; made once, then brought up to date. */
import type { FromPanel } from '../src/messages/panel.js';
import type { MetricInfo, RunConfig, RunSnapshot } from '../src/messages/run.js';
import { BoundaryView } from './boundary.js';
import { Chart, titleOf } from './chart.js';
import { curvesOf, tableRows } from './columns.js';
import { codicon, element, prose, setText } from './element.js';
import { bytesText, countText, figureText, metricText, timeText } from './format.js';
import { listens, mainButton, stateWord, trouble, typedRate, type PanelState, type RunView as Shown } from './state.js';
import type { Theme } from './theme.js';
import { button, checkbox, textField } from './widgets.js';
import { local } from './words.js';

const mostRows = 100;

export interface RunViewActions {
  readonly say: (message: FromPanel) => void;
  readonly setLogarithmic: (on: boolean) => void;
  /** Something changed size: draw again. */
  readonly redraw: () => void;
}

export class RunView {
  readonly element: HTMLElement;
  readonly #title = element('h1');
  readonly #badge = element('span', { class: 'badge' });
  readonly #banner: HTMLElement;
  readonly #cause = element('p', { class: 'cause' });
  readonly #remedy = element('p');
  readonly #main: ReturnType<typeof button>;
  readonly #step: ReturnType<typeof button>;
  readonly #stop: ReturnType<typeof button>;
  readonly #again: ReturnType<typeof button>;
  readonly #place: ReturnType<typeof button>;
  readonly #rate: ReturnType<typeof textField>;
  readonly #rateHint = element(
    'p',
    { class: 'hint', id: 'rate-hint', hidden: true },
    local('Type a number such as 0.01.'),
  );
  readonly #progress = element('progress', { 'aria-label': local('Epochs done') });
  readonly #figures = new Map<string, HTMLElement>();
  readonly #charts = element('div', { class: 'charts' });
  readonly #chartOf = new Map<string, Chart>();
  readonly #boundary = new BoundaryView();
  readonly #table = element('table');
  readonly #tableBox = element('details', {}, element('summary', {}, local('Values as a table')), this.#table);
  readonly #about = element('dl');
  #tableKey = '';
  #troubleText = '';
  #aboutOf: RunConfig | null = null;
  #shown: Shown | undefined;

  constructor(
    private readonly actions: RunViewActions,
    logarithmic: boolean,
  ) {
    const { say } = actions;
    const told = (type: 'step' | 'stop') => (): void => say({ type: 'control', control: { type } });
    this.#main = button({ label: local('Pause'), icon: 'debug-pause', primary: true }, () => {
      if (this.#shown) say(mainButton(this.#shown).says);
    });
    this.#step = button({ label: local('Step'), icon: 'debug-step-over' }, told('step'));
    this.#stop = button({ label: local('Stop'), icon: 'debug-stop' }, told('stop'));
    this.#again = button({ label: local('New Run'), icon: 'debug-restart' }, () => say({ type: 'restart' }));
    this.#place = button({ label: local('Show the Layer'), icon: 'go-to-file' }, () => say({ type: 'showText' }));
    this.#rate = textField(local('Learning rate'), 'rate', text => this.#typed(text));
    this.#rate.element.setAttribute('aria-describedby', 'rate-hint');
    this.#banner = element(
      'div',
      { class: 'banner', hidden: true },
      codicon('error'),
      element('div', {}, this.#cause, this.#remedy, this.#place.element),
    );
    const buttons = [this.#main, this.#step, this.#stop, this.#again].map(each => each.element);
    this.element = element(
      'div',
      { class: 'run' },
      element('header', {}, this.#title, this.#badge),
      this.#banner,
      element('div', { class: 'controls', role: 'group', 'aria-label': local('Training') }, ...buttons),
      this.#progress,
      this.#figureList(),
      element(
        'div',
        { class: 'settings' },
        element('div', {}, this.#rate.element, this.#rateHint),
        checkbox(local('Logarithmic loss'), logarithmic, actions.setLogarithmic),
      ),
      element('div', { class: 'pictures' }, this.#charts, this.#boundary.element),
      this.#tableBox,
      element('details', {}, element('summary', {}, local('About this run')), this.#about),
    );
    this.#boundary.onResize = actions.redraw;
    this.#tableBox.addEventListener('toggle', actions.redraw);
  }

  show(state: PanelState, view: Shown, theme: Theme): void {
    this.#shown = view;
    const { snapshot } = view;
    setText(this.#title, snapshot.config?.network ?? state.title);
    setText(this.#badge, stateWord(view));
    this.#badge.dataset['state'] = view.life === 'lost' ? 'lost' : snapshot.state;
    this.#showButtons(view);
    this.#showTrouble(view);
    this.#showFigures(snapshot);
    this.#showPictures(snapshot, theme, state.logarithmic);
    this.#showTable(snapshot);
    this.#showAbout(snapshot.config);
  }

  #showButtons(view: Shown): void {
    const main = mainButton(view);
    const disabled = !listens(view);
    this.#main.look({ ...main, primary: true });
    this.#step.look({ label: local('Step'), icon: 'debug-step-over', disabled });
    this.#stop.look({ label: local('Stop'), icon: 'debug-stop', disabled });
    this.#again.element.hidden = main.says.type === 'restart';
    const rate = view.snapshot.learningRate;
    // A schedule gives numbers of seventeen digits.
    this.#rate.show(rate === null ? '' : String(Number(rate.toPrecision(5))), disabled);
  }

  #typed(text: string): void {
    const value = typedRate(text);
    const wrong = value === undefined;
    this.#rate.complain(wrong);
    this.#rateHint.hidden = !wrong;
    if (value !== undefined) this.actions.say({ type: 'control', control: { type: 'learningRate', value } });
  }

  #showTrouble(view: Shown): void {
    const problem = trouble(view);
    this.#banner.hidden = !problem;
    const text = `${problem?.cause ?? ''} ${problem?.remedy ?? ''}`;
    if (text === this.#troubleText) return;
    this.#troubleText = text;
    this.#cause.replaceChildren(...prose(problem?.cause ?? ''));
    this.#remedy.replaceChildren(...prose(problem?.remedy ?? ''));
    this.#place.element.hidden = !problem?.layer;
  }

  #figureList(): HTMLElement {
    const list = element('dl', { class: 'figures' });
    const names = { Epoch: local('Epoch'), Step: local('Step'), Time: local('Time'), 'Samples/s': local('Samples/s') };
    for (const [name, shown] of Object.entries(names)) {
      const value = element('dd');
      this.#figures.set(name, value);
      list.append(element('div', {}, element('dt', {}, shown), value));
    }
    return list;
  }

  #showFigures({ config, epoch, step, elapsedMs, samplesPerSecond }: RunSnapshot): void {
    const say = (name: string, text: string): void => setText(this.#figures.get(name)!, text);
    say('Epoch', config ? local('{0} of {1}', countText(epoch), countText(config.epochs)) : countText(epoch));
    say('Step', countText(step));
    say('Time', timeText(elapsedMs));
    say('Samples/s', samplesPerSecond === null ? '–' : countText(samplesPerSecond));
    this.#progress.max = Math.max(1, config?.epochs ?? 1);
    this.#progress.value = Math.min(epoch, this.#progress.max);
  }

  #showPictures(snapshot: RunSnapshot, theme: Theme, logarithmic: boolean): void {
    const metrics = snapshot.config?.metrics ?? [];
    for (const [name, chart] of this.#chartOf) {
      if (metrics.some(metric => metric.name === name)) continue;
      chart.element.remove();
      this.#chartOf.delete(name);
    }
    metrics.forEach((metric, index) => {
      const chart = this.#chartOf.get(metric.name) ?? this.#newChart(metric);
      chart.show(curvesOf(snapshot, metric), theme, logarithmic && index === 0);
    });
    this.#boundary.show(snapshot, theme);
  }

  #newChart(metric: MetricInfo): Chart {
    const chart = new Chart(metric);
    this.#chartOf.set(metric.name, chart);
    this.#charts.append(chart.element);
    return chart;
  }

  /** Built only while it is open. */
  #showTable(snapshot: RunSnapshot): void {
    const { config, epochs } = snapshot;
    const key = `${config?.run ?? ''} ${epochs.epoch.length} ${epochs.epoch.at(-1) ?? ''}`;
    if (!this.#tableBox.open || key === this.#tableKey) return;
    this.#tableKey = key;
    const metrics = config?.metrics ?? [];
    const heads = metrics.flatMap(({ name }) => [
      local('{0}, training', titleOf(name)),
      local('{0}, validation', titleOf(name)),
    ]);
    const head = (text: string): HTMLElement => element('th', { scope: 'col' }, text);
    const rows = tableRows(snapshot, mostRows).map(({ epoch, values }) => {
      const cells = values.map((value, i) =>
        element('td', {}, metricText(metrics[i >> 1] ?? { percent: false }, value)),
      );
      return element('tr', {}, element('th', { scope: 'row' }, countText(epoch)), ...cells);
    });
    this.#table.replaceChildren(
      element('caption', {}, local('The newest epochs first, at most {0}.', mostRows)),
      element('thead', {}, element('tr', {}, head(local('Epoch')), ...heads.map(head))),
      element('tbody', {}, ...rows),
    );
  }

  #showAbout(config: RunConfig | null): void {
    if (!config || this.#aboutOf?.run === config.run) return;
    this.#aboutOf = config;
    const { samples } = config;
    const facts: [string, string | null][] = [
      [local('Run'), config.run],
      [local('Data'), config.data],
      [local('Samples'), local('{0} training, {1} held back', countText(samples.train), countText(samples.validation))],
      [local('Loss'), config.loss],
      [local('Optimizer'), config.optimizer],
      [local('First learning rate'), config.learningRate === null ? null : figureText(config.learningRate)],
      [local('Schedule'), config.schedule],
      [local('Batch'), local('{0} ({1} steps an epoch)', countText(config.batch), countText(config.stepsPerEpoch))],
      [local('Seed'), String(config.seed)],
      [local('Parameters'), countText(config.parameters)],
      [local('Memory of the engine'), bytesText(config.plannedBytes)],
      [local('Started'), new Date(config.startedAt).toLocaleString()],
      [local('Folder'), config.folder],
    ];
    this.#about.replaceChildren(
      ...facts.flatMap(([name, value]) => (value === null ? [] : [element('dt', {}, name), element('dd', {}, value)])),
    );
  }
}
