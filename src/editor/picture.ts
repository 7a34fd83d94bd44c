/** The picture of an operation, drawn from its call: a window over a grid, with padding, stride, dilation and what is never read, or what its declaration sketches. */
import { detailsOf } from '../catalogue/details.js';
import type { Call } from '../graph/graph.js';
import { slidingWindow } from '../graph/sliding-window.js';
import { Dim } from '../shape/dim.js';
import { windowCount } from '../shape/window.js';
import type { SketchMark } from '../catalogue/sketch.js';
import { rowsSvg, type Row } from './picture-rows.js';
import { sketchPicture } from './picture-sketch.js';
import { svgOf, type Axis, type Grid } from './picture-svg.js';

export interface Picture {
  readonly svg: string;
  /** The same in words, for whoever sees no pictures. */
  readonly words: string;
}

const single: Row = { size: 1, kernel: 1, stride: 1, dilation: 1, before: 0, after: 0, count: 1, unread: 0 };
/** A larger window is drawn by its first cells. */
const MOST_TAPS = 64;

const isWhole = (dim: Dim | undefined): dim is Dim => dim?.isConstant === true && Number.isInteger(dim.value);
const sizesIn = (value: unknown): readonly Dim[] =>
  Array.isArray(value) ? value.filter((item): item is Dim => item instanceof Dim) : [];

/** The axes behind the channel; undefined where a size is open. */
function linesOf(call: Call): readonly Row[] | undefined {
  // Only what flows in as a map has windows over its axes; `fold` gets columns.
  const window = (call.bound?.axes.length ?? 0) > 0 ? slidingWindow(call) : undefined;
  if (window === undefined) return undefined;
  const dilations = sizesIn(call.args['dilation']);
  const extra = sizesIn(call.args['output_padding']);
  const lines = window.axes.map((size, i): Row | undefined => {
    const [kernel, stride] = [window.kernel[i], window.stride[i]];
    const dilation = dilations[i] ?? Dim.of(1);
    const [before, after] = window.sides[i] ?? [Dim.of(0), Dim.of(0)];
    if (![size, kernel, stride, dilation, before, after].every(isWhole) || !kernel || !stride) return undefined;
    const ceilMode = call.args['ceil_mode'] === true;
    const { count } = windowCount({ size, kernel, stride, dilation, padding: [before, after], ceilMode });
    const numbers = { size, kernel, stride, dilation, before, after, count };
    const values = Object.fromEntries(
      Object.entries(numbers).map(([name, dim]) => [name, dim.value]),
    ) as unknown as Row;
    return { ...values, unread: window.unread[i] ?? 0, ...(extra[i] && { count: extra[i].value }) };
  });
  return lines.every(line => line !== undefined) ? lines : undefined;
}

const taps = ({ kernel, stride, dilation }: Row, window: number): readonly number[] =>
  Array.from({ length: Math.min(kernel, MOST_TAPS) }, (_, i) => window * stride + i * dilation);

const axis = (size: number, before = 0, after = 0, unread = 0): Axis => ({ before, size, after, unread });

/** `3x3`; a single number for one axis. */
const cross = (numbers: readonly number[]): string => numbers.map(String).join('x');
const same = (numbers: readonly number[]): string =>
  numbers.every(n => n === numbers[0]) ? String(numbers[0] ?? 1) : cross(numbers);

function paddingWords(lines: readonly Row[]): string {
  if (lines.every(({ before, after }) => before === 0 && after === 0)) return '';
  if (lines.every(({ before, after }) => before === after)) return `padding ${same(lines.map(({ before }) => before))}`;
  return `padding ${lines.map(({ before, after }) => `${String(before)} before and ${String(after)} after`).join(', ')}`;
}

/** `3x3 window, stride 2, dilation 2, padding 1`. */
function windowWords(lines: readonly Row[]): string {
  const stride = lines.map(line => line.stride);
  const dilation = lines.map(line => line.dilation);
  return [
    `${cross(lines.map(({ kernel }) => kernel))} window`,
    `stride ${same(stride)}`,
    ...(dilation.every(d => d === 1) ? [] : [`dilation ${same(dilation)}`]),
    ...(paddingWords(lines) === '' ? [] : [paddingWords(lines)]),
  ].join(', ');
}

const axisNames: readonly (readonly string[])[] = [[], ['cell'], ['row', 'column'], ['plane', 'row', 'column']];

function unreadWords(lines: readonly Row[]): string | undefined {
  const parts = lines.flatMap(({ unread }, i) => {
    const name = axisNames[lines.length]?.[i] ?? 'cell';
    return unread > 0 ? [`${String(unread)} ${name}${unread === 1 ? '' : 's'}`] : [];
  });
  return parts.length === 0 ? undefined : `never read: ${parts.join(' and ')} at the end`;
}

/** Rows and columns of a picture: the last two axes, or one row. */
const shown = (lines: readonly Row[]): readonly [Row, Row] => [
  lines.length < 2 ? single : (lines.at(-2) ?? single),
  lines.at(-1) ?? single,
];

/** The window beside the first one: the next column's, or the next row's. */
const second = (rows: number, columns: number): readonly [row: number, column: number] | undefined =>
  columns > 1 ? [0, 1] : rows > 1 ? [1, 0] : undefined;

const at = (row: number, column: number): SketchMark => ({ rows: [row], columns: [column] });

interface Sides {
  readonly large: Grid;
  readonly small: Grid;
}

/** A grid that windows lie over, and the grid with a cell for each window. */
function sides(rows: Row, columns: Row, titles: { readonly large: string; readonly small: string }): Sides {
  const over = (line: Row): Axis => axis(line.size, line.before, line.after, line.unread);
  const next = second(rows.count, columns.count);
  const read = ([row, column]: readonly [number, number]): SketchMark => ({
    rows: taps(rows, row),
    columns: taps(columns, column),
  });
  return {
    large: {
      title: titles.large,
      rows: over(rows),
      columns: over(columns),
      marks: [read([0, 0]), ...(next ? [read(next)] : [])],
    },
    small: {
      title: titles.small,
      rows: axis(rows.count),
      columns: axis(columns.count),
      marks: [at(0, 0), ...(next ? [at(...next)] : [])],
    },
  };
}

function slid(lines: readonly Row[]): Picture | undefined {
  if (lines.some(({ count }) => count < 1)) return undefined;
  const [from, to] = [cross(lines.map(({ size }) => size)), cross(lines.map(({ count }) => count))];
  const { large, small } = sides(...shown(lines), { large: `input ${from}`, small: `output ${to}` });
  const notes = [windowWords(lines), unreadWords(lines)].filter(note => note !== undefined);
  if (lines.length > 2) notes.push('drawn: the last two axes');
  const [line] = lines;
  const svg = lines.length === 1 && line ? rowsSvg(line, notes) : svgOf({ left: large, right: small, notes });
  return { svg, words: `${notes.join('; ')}: ${from} cells give ${to}` };
}

/** Each cell of the input is a window of the output; `count` of a line holds the cells added at the end. */
function slidTransposed(lines: readonly Row[]): Picture | undefined {
  const turned = lines.map((line): Row => {
    const whole = (line.size - 1) * line.stride + (line.kernel - 1) * line.dilation + 1 + line.count;
    return { ...line, count: line.size, size: whole - line.before - line.after, unread: 0 };
  });
  if (turned.some(({ size }) => size < 1)) return undefined;
  const [from, to] = [cross(turned.map(({ count }) => count)), cross(turned.map(({ size }) => size))];
  const { large, small } = sides(...shown(turned), { large: `output ${to}`, small: `input ${from}` });
  const notes = [windowWords(lines).replace('padding', 'cut off')];
  const extra = lines.map(({ count }) => count);
  if (extra.some(n => n > 0)) notes.push(`output padding ${same(extra)}: more at the end`);
  if (lines.length > 2) notes.push('drawn: the last two axes');
  return { svg: svgOf({ left: small, right: large, notes }), words: `${notes.join('; ')}: ${from} cells give ${to}` };
}

/** Undefined for a layer that has nothing to show, and where its sizes are not known. */
export function pictureOf(call: Call): Picture | undefined {
  if (call.results[0] === undefined || call.bound === undefined) return undefined;
  const sketched = detailsOf('layer', call.layer).sketch?.(call.bound, call.args);
  if (sketched !== undefined) return sketchPicture(sketched);
  const lines = linesOf(call);
  if (lines === undefined || lines.length === 0) return undefined;
  const transposed = call.layer.traits?.includes('slides-transposed') === true;
  if (!transposed) return slid(lines);
  const given = 'output_padding' in call.args ? lines : lines.map(line => ({ ...line, count: 0 }));
  return slidTransposed(given);
}

/** For Markdown: an image that holds itself, its words for whoever sees none. SVG of ours has no letters beyond ASCII. */
export const imageOf = ({ svg, words }: Picture): string => `![${words}](data:image/svg+xml;base64,${btoa(svg)})`;
