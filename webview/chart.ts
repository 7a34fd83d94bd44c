/** One chart of a metric: training and validation over the epochs, drawn by uPlot in the theme's colours. */
import uPlot from 'uplot';
import type { MetricInfo } from '../src/messages/run.js';
import { positive, type Curves } from './columns.js';
import { element, setText } from './element.js';
import { figureText, metricText } from './format.js';
import type { Theme } from './theme.js';

const height = 190;
/** uPlot's number for it: its enum exists for the compiler alone. */
const logarithmicScale: uPlot.Scale = {};
Reflect.set(logarithmicScale, 'distr', 3);

export class Chart {
  readonly element: HTMLElement;
  readonly #plot: HTMLElement;
  readonly #values: { readonly training: HTMLElement; readonly validation: HTMLElement; readonly at: HTMLElement };
  #chart: uPlot | undefined;
  #look = '';
  #curves: Curves = { x: [], training: [], validation: [] };

  constructor(private readonly metric: MetricInfo) {
    const id = `chart-${metric.name}`;
    this.#plot = element('div', { class: 'plot', role: 'img' });
    this.#values = { training: element('output'), validation: element('output'), at: element('span', { class: 'at' }) };
    this.element = element(
      'section',
      { class: 'chart', 'aria-labelledby': id },
      element('h2', { id }, titleOf(metric.name)),
      element(
        'p',
        { class: 'legend' },
        element('span', { class: 'key training' }, 'training ', this.#values.training),
        element('span', { class: 'key validation' }, 'validation ', this.#values.validation),
        this.#values.at,
      ),
      this.#plot,
    );
    new ResizeObserver(() => this.#resize()).observe(this.#plot);
  }

  show(curves: Curves, theme: Theme, logarithmic: boolean): void {
    this.#curves = curves;
    const look = JSON.stringify([theme, logarithmic]);
    const columns = logarithmic ? [positive(curves.training), positive(curves.validation)] : undefined;
    const data: uPlot.AlignedData = [curves.x, columns?.[0] ?? curves.training, columns?.[1] ?? curves.validation];
    if (!this.#chart || look !== this.#look) {
      this.#chart?.destroy();
      this.#look = look;
      this.#chart = new uPlot(this.#options(theme, logarithmic), data, this.#plot);
    } else {
      this.#chart.setData(data);
    }
    this.#readValues(this.#chart.cursor.idx ?? null);
  }

  #resize(): void {
    const width = this.#plot.clientWidth;
    if (width > 0 && this.#chart && width !== this.#chart.width) this.#chart.setSize({ width, height });
  }

  #options(theme: Theme, logarithmic: boolean): uPlot.Options {
    const { percent } = this.metric;
    const axis = { stroke: theme.faint, font: theme.font, ticks: { show: false } };
    const grid = { stroke: theme.grid, width: 1 };
    // One value makes no line: behind the first epoch there would be nothing to see.
    const isAlone = (chart: uPlot, series: number): boolean =>
      [...(chart.data[series] ?? [])].filter(y => typeof y === 'number').length === 1;
    const line = { spanGaps: true, points: { show: isAlone, size: 6 } };
    return {
      width: Math.max(120, this.#plot.clientWidth),
      height,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, sync: { key: 'epochs' }, drag: { x: false, y: false }, points: { size: 6 } },
      scales: {
        x: { time: false, range: (_, low, high) => [low ?? 0, Math.max(high ?? 1, (low ?? 0) + 1e-6)] },
        y: percent ? { range: percentRange } : logarithmic ? logarithmicScale : {},
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 22,
          label: 'epochs',
          labelSize: 18,
          labelFont: theme.font,
          values: (_, ticks) => ticks.map(tick => figureText(tick)),
        },
        {
          ...axis,
          grid,
          size: 48,
          values: (_, ticks) =>
            ticks.map(tick => (tick === null ? '' : percent ? `${Math.round(100 * tick)} %` : figureText(tick))),
        },
      ],
      series: [
        {},
        { ...line, stroke: theme.training, width: 1.5 },
        // Dashed as well as another colour: the two can be told apart without seeing colours.
        { ...line, stroke: theme.validation, width: 2, dash: [6, 3] },
      ],
      hooks: { setCursor: [chart => this.#readValues(chart.cursor.idx ?? null)] },
    };
  }

  /** The legend shows the values under the pointer, else the newest. */
  #readValues(index: number | null): void {
    const { x, training, validation } = this.#curves;
    const read = (column: readonly (number | null)[]): string => metricText(this.metric, known(column, index));
    setText(this.#values.training, read(training));
    setText(this.#values.validation, read(validation));
    const at = index === null ? undefined : x[index];
    setText(this.#values.at, at === undefined ? '' : `at epoch ${figureText(at)}`);
    const newest = (column: readonly (number | null)[]): string => metricText(this.metric, known(column, null));
    const label = `${titleOf(this.metric.name)} over ${figureText(x.at(-1) ?? 0)} epochs: training ${newest(training)}, validation ${newest(validation)}`;
    if (this.#plot.getAttribute('aria-label') !== label) this.#plot.setAttribute('aria-label', label);
  }
}

export const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`;

/** The value at an index, or the last before it: a column has gaps where the other has an entry. */
function known(column: readonly (number | null)[], index: number | null): number | undefined {
  const from = index ?? column.length - 1;
  for (let i = from; i >= 0; i--) {
    const value = column[i];
    if (typeof value === 'number') return value;
  }
  return undefined;
}

/** From a round tenth below the lowest value up to 100 %. */
function percentRange(_: uPlot, low: number | null, high: number | null): [number, number] {
  const from = low === null ? 0 : Math.max(0, Math.floor(low * 10 - 1e-9) / 10);
  return [from, Math.max(1, high ?? 1)];
}
