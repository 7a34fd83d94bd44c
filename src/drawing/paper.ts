/** Paper and letters for a diagram that no page draws: black on white, and widths of letters that are not measured. */
import type { Pen } from './layout.js';
import type { Look } from './shapes.js';
import type { Paper } from './svg.js';

const fontSize = 13;
/** Widths of a wide sans-serif in hundredths of its size: in a narrower one texts have more room than they need. */
const widths: readonly (readonly [pattern: RegExp, width: number])[] = [
  [/[iljI.,:;|!'`]/, 36],
  [/[\s()[\]/ft\-·r]/, 42],
  [/[mMW@%…]/, 100],
  [/[A-Zw=+×*]/, 78],
  [/[^\u0020-\u024f]/, 105],
];

const widthOf = (letter: string): number => widths.find(([pattern]) => pattern.test(letter))?.[1] ?? 64;

export const printPen: Pen = {
  lineHeight: 17,
  width: (text, bold = false) =>
    (Array.from(text).reduce((sum, letter) => sum + widthOf(letter), 0) / 100) * fontSize * (bold ? 1.12 : 1),
};

const [ink, grey, blue, red] = ['#1f2328', '#57606a', '#0b62c4', '#b3261e'];

const box = { fill: '#f6f8fa', stroke: grey };
const dashed = { 'stroke-dasharray': '4 3' };
const writing = { fill: ink };

const looks: Readonly<Record<Look, Readonly<Record<string, string>>>> = {
  layer: box,
  join: { ...box, stroke: blue, 'stroke-width': '2' },
  end: { ...box, stroke: ink },
  group: { ...box, ...dashed },
  open: { fill: 'none', stroke: grey, ...dashed },
  wrong: { fill: '#fdecea', stroke: red, 'stroke-width': '2' },
  text: writing,
  name: { ...writing, 'font-weight': '600' },
  problem: { fill: red },
  edge: { fill: 'none', stroke: grey },
  arrow: { fill: grey },
  back: { fill: '#ffffff' },
  shape: { fill: grey },
  mark: {},
  button: {},
  sign: {},
};

export const printPaper: Paper = {
  background: '#ffffff',
  fontFamily: 'system-ui, "Segoe UI", Arial, "DejaVu Sans", sans-serif',
  fontSize,
  style: look => looks[look],
};
