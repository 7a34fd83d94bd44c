/** The decision boundary of a network with two inputs: its class and confidence over the plane, and the samples on it. */
import type { BoundaryGrid, DataPoints, RunSnapshot } from '../src/messages/run.js';
import { element, setText } from './element.js';
import { figureText } from './format.js';
import { classColour, type Theme } from './theme.js';
import { local } from './words.js';

const shapes = ['circle', 'square', 'triangle', 'diamond'] as const;
type ShapeName = (typeof shapes)[number];

const shapeOf = (index: number): ShapeName => shapes[index % shapes.length] ?? 'circle';

interface Frame {
  readonly xMin: number;
  readonly xMax: number;
  readonly yMin: number;
  readonly yMax: number;
}

export class BoundaryView {
  readonly element: HTMLElement;
  readonly #canvas = element('canvas', { role: 'img' });
  readonly #legend = element('ul', { class: 'classes' });
  readonly #caption = element('p', { class: 'caption' });
  #legendOf = '';
  #drawn: readonly unknown[] = [];

  constructor() {
    this.element = element(
      'section',
      { class: 'boundary', 'aria-labelledby': 'boundary-title' },
      element('h2', { id: 'boundary-title' }, local('Decision boundary')),
      this.#legend,
      this.#canvas,
      this.#caption,
    );
    new ResizeObserver(() => {
      this.#drawn = [];
      this.onResize();
    }).observe(this.#canvas);
  }

  /** Called when it must be drawn again. */
  onResize: () => void = () => undefined;

  show({ boundary, points, config }: RunSnapshot, theme: Theme): void {
    this.element.hidden = !boundary && !points;
    const size = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    const key = [boundary, points, theme, size];
    if (this.element.hidden || size === 0 || key.every((part, i) => part === this.#drawn[i])) return;
    this.#drawn = key;
    const classes = new Set([...(points?.classes ?? []), ...(boundary?.classes ?? [])]);
    this.#showLegend(
      [...classes].sort((a, b) => a - b),
      config?.classes ?? null,
    );
    if (this.#canvas.width !== size) this.#canvas.width = this.#canvas.height = size;
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    context.fillStyle = theme.background;
    context.fillRect(0, 0, size, size);
    const frame = boundary ?? (points && frameOf(points));
    if (boundary) drawGrid(context, boundary, size);
    if (points && frame) drawPoints(context, points, frame, size);
    this.#say(boundary, points);
  }

  #say(boundary: BoundaryGrid | null, points: DataPoints | null): void {
    const range = boundary ?? (points && frameOf(points));
    const axes = range
      ? local(
          'x from {0} to {1}, y from {2} to {3}',
          figureText(range.xMin),
          figureText(range.xMax),
          figureText(range.yMin),
          figureText(range.yMax),
        )
      : '';
    setText(
      this.#caption,
      boundary ? local('After epoch {0}. {1}.', boundary.epoch, axes) : local('Not trained yet. {0}.', axes),
    );
    const right = boundary && points ? ` ${shareText(boundary, points)}` : '';
    this.#canvas.setAttribute('aria-label', `${local('Decision boundary')}: ${this.#caption.textContent}${right}`);
  }

  #showLegend(classes: readonly number[], names: readonly string[] | null): void {
    const key = JSON.stringify([classes, names]);
    if (key === this.#legendOf) return;
    this.#legendOf = key;
    const item = (text: string, index: number, hollow: boolean): HTMLElement =>
      element('li', {}, sample(index, hollow), text);
    const each = classes.map(index => item(className(names?.[index] ?? String(index)), index, false));
    this.#legend.replaceChildren(...each, item('held back for validation', classes[0] ?? 0, true));
  }
}

const className = (name: string): string => (/^\d+$/.test(name) ? `class ${name}` : name);

/** How many of the samples lie where the grid gives their class. */
function shareText(grid: BoundaryGrid, { x, y, classes }: DataPoints): string {
  const cell = (value: number, from: number, to: number, count: number): number =>
    Math.min(count - 1, Math.max(0, Math.floor(((value - from) / (to - from)) * count)));
  const right = classes.filter((label, i) => {
    const column = cell(x[i] ?? 0, grid.xMin, grid.xMax, grid.columns);
    const row = cell(y[i] ?? 0, grid.yMin, grid.yMax, grid.rows);
    return grid.classes[row * grid.columns + column] === label;
  }).length;
  return `${right} of ${classes.length} samples lie in a region of their class.`;
}

function frameOf({ x, y }: DataPoints): Frame {
  const range = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
  const [[xMin, xMax], [yMin, yMax]] = [range(x), range(y)];
  return { xMin, xMax, yMin, yMax };
}

/** One pixel a cell, then stretched: the browser smooths what lies between. */
function drawGrid(context: CanvasRenderingContext2D, grid: BoundaryGrid, size: number): void {
  const { columns, rows } = grid;
  const small = document.createElement('canvas');
  [small.width, small.height] = [columns, rows];
  const brush = small.getContext('2d');
  if (!brush || columns === 0 || rows === 0) return;
  const image = brush.createImageData(columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = row * columns + column;
      const to = 4 * ((rows - 1 - row) * columns + column);
      const [red, green, blue] = rgb(classColour(grid.classes[from] ?? 0));
      const share = (grid.confidence[from] ?? 0) / 100;
      image.data.set([red, green, blue, Math.round(255 * (0.1 + 0.4 * share * share))], to);
    }
  }
  brush.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, 0, 0, size, size);
}

const rgb = (colour: string): [number, number, number] => [
  parseInt(colour.slice(1, 3), 16),
  parseInt(colour.slice(3, 5), 16),
  parseInt(colour.slice(5, 7), 16),
];

function drawPoints(
  context: CanvasRenderingContext2D,
  points: DataPoints,
  { xMin, xMax, yMin, yMax }: Frame,
  size: number,
): void {
  const radius = Math.max(2, (size / 120) * (points.x.length > 600 ? 0.75 : 1));
  for (let i = 0; i < points.x.length; i++) {
    const x = (((points.x[i] ?? 0) - xMin) / (xMax - xMin || 1)) * size;
    const y = size - (((points.y[i] ?? 0) - yMin) / (yMax - yMin || 1)) * size;
    drawShape(context, points.classes[i] ?? 0, points.validation[i] ?? false, x, y, radius);
  }
}

function drawShape(
  context: CanvasRenderingContext2D,
  index: number,
  hollow: boolean,
  x: number,
  y: number,
  radius: number,
): void {
  const colour = classColour(index);
  context.beginPath();
  trace(context, shapeOf(index), x, y, radius);
  context.closePath();
  // White around a point stands out from its own class's region in every theme.
  context.fillStyle = hollow ? '#ffffff' : colour;
  context.fill();
  context.lineWidth = Math.max(1, radius / (hollow ? 2 : 4));
  context.strokeStyle = hollow ? colour : '#ffffff';
  context.stroke();
}

function trace(context: CanvasRenderingContext2D, shape: ShapeName, x: number, y: number, r: number): void {
  switch (shape) {
    case 'circle':
      context.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 'square':
      context.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
      break;
    case 'triangle':
      context.moveTo(x, y - 1.2 * r);
      context.lineTo(x + 1.1 * r, y + 0.8 * r);
      context.lineTo(x - 1.1 * r, y + 0.8 * r);
      break;
    case 'diamond':
      context.moveTo(x, y - 1.3 * r);
      context.lineTo(x + 1.3 * r, y);
      context.lineTo(x, y + 1.3 * r);
      context.lineTo(x - 1.3 * r, y);
      break;
  }
}

/** A point as the legend shows it. */
function sample(index: number, hollow: boolean): HTMLCanvasElement {
  const side = 12;
  const canvas = element('canvas', { class: 'sample', 'aria-hidden': 'true' });
  canvas.width = canvas.height = side * devicePixelRatio;
  const context = canvas.getContext('2d');
  if (context) {
    context.scale(devicePixelRatio, devicePixelRatio);
    drawShape(context, index, hollow, side / 2, side / 2, 4);
  }
  return canvas;
}
