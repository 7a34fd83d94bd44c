/** What is shown at a line's end: the shape that flows out of it, its parameters, its memory, its cost, what it sees. */
import type { NodeFigures, Report } from '../analysis/report.js';
import type { TextEdit } from '../language/problem.js';
import type { Range } from '../language/range.js';
import { pathAt } from '../language/walk.js';
import type { Dim } from '../shape/dim.js';
import { formatShape } from '../shape/shape.js';
import { commonShape } from './common-shape.js';
import { blocksIn } from './definitions.js';
import { shortBytes, shortCount } from './figures.js';
import type { Preferences } from './preferences.js';
import { fieldText, readFields } from './receptive-text.js';
import type { View } from './view.js';
import { say } from './words.js';

export type HintKind = keyof Preferences['hints'] | 'note';

export interface HintPart {
  readonly kind: HintKind;
  readonly text: string;
}

export interface Hint {
  /** The end of the line's code. */
  readonly offset: number;
  /** Joined by ` · `. */
  readonly parts: readonly HintPart[];
  /** Where hover has the whole answer. */
  readonly subject: number;
  /** The shape, where it is known and the same for all. */
  readonly shape?: string;
}

/** Formulas longer than this say less than they hide. */
const longestPart = 40;

/** One way in which a line is executed: its calls in one body. */
interface Instance {
  readonly figures: NodeFigures[];
}

interface Line {
  readonly end: number;
  readonly subject: number;
  readonly instances: Map<number, Instance>;
}

/** The offset behind the line's last character that is neither blank nor comment. */
export function codeEnd(text: string, offset: number): number {
  const stop = text.indexOf('\n', offset);
  const line = text.slice(offset, stop < 0 ? text.length : stop);
  const comment = line.indexOf('#');
  const code = comment < 0 ? line : line.slice(0, comment);
  return offset + code.trimEnd().length;
}

/** Longer lines show their hint before the comment: behind it nobody would see it. */
const longestLine = 90;

/** Where the hint of a line stands whose code ends there: behind its comment, so that comments stay in their column. */
export function hintPlace(text: string, codeStop: number): number {
  const [rest = ''] = text.slice(codeStop, codeStop + longestLine).split('\n', 1);
  const end = codeStop + rest.trimEnd().length;
  return end - text.lastIndexOf('\n', codeStop - 1) <= longestLine ? end : codeStop;
}

function linesOf(view: View, reports: readonly Report[], range: Range): readonly Line[] {
  const lines = new Map<number, Line>();
  for (const report of reports) {
    for (const figures of report.figuresAt(view.uri, range)) {
      const { start } = figures.node.place.range;
      const end = codeEnd(view.text, start);
      const line = lines.get(end) ?? { end, subject: start, instances: new Map<number, Instance>() };
      lines.set(end, { ...line, subject: Math.max(line.subject, start) });
      // Bodies of several reports may bear the same number; those of one report are told apart by it.
      const key = reports.indexOf(report) * 1e9 + figures.body.id;
      const instance = line.instances.get(key) ?? { figures: [] };
      line.instances.set(key, instance);
      instance.figures.push(figures);
    }
  }
  for (const { instances } of lines.values()) if (instances.size > 1) dropInner(instances);
  return [...lines.values()].sort((a, b) => a.end - b.end);
}

/** The rounds of a `repeat` that stands on one line are in what the `repeat` gives and costs. */
function dropInner(instances: Map<number, Instance>): void {
  const inner = new Set<unknown>();
  for (const { figures } of instances.values())
    for (const { node } of figures) if (node.kind === 'body' && node.body.kind === 'round') inner.add(node.body);
  for (const [key, { figures }] of instances) if (inner.has(figures[0]?.body)) instances.delete(key);
}

function sum(all: readonly (Dim | undefined)[]): Dim | undefined {
  let total: Dim | undefined;
  for (const each of all) if (each !== undefined) total = total === undefined ? each : total.plus(each);
  return total;
}

/** What a node costs in a training step: its weights with gradient and state, and what it is the first to keep. */
export function trainingBytes({ bytes }: NodeFigures): Dim | undefined {
  return sum([bytes.weights, bytes.gradients, bytes.optimizerState, bytes.keptForBackward]);
}

/** Nothing is shown of what is nothing, or is not known: the shape, or the mistake, says that already. */
const isNothing = (dim: Dim): boolean => dim.isConstant && (dim.value === 0 || Number.isNaN(dim.value));

/** What a line gives, in each round of a `repeat` whose rounds differ. */
function roundsOf({ figures }: Instance): readonly NodeFigures[] {
  const start = figures.at(-1)?.node.place.range.start;
  const found = figures.filter(({ node }) => node.place.range.start === start);
  // Alike rounds are one call, or several that flow into each other: what comes out of the `repeat` is the last one's.
  const isReadOn = new Set(found.map(({ node }) => node.inputs[0]?.node));
  return found.filter(({ node }) => node.kind !== 'body' || node.body.kind !== 'round' || !isReadOn.has(node));
}

const shapeOf = ({ outputShape }: NodeFigures): string => (outputShape === undefined ? '?' : formatShape(outputShape));

function parametersOf({ figures }: Instance): string {
  const total = sum(figures.flatMap(({ parameters }) => [parameters.trainable, parameters.frozen]));
  return total === undefined || isNothing(total) ? '' : say('{0} params', shortCount(total));
}

function memoryOf({ figures }: Instance): string {
  const total = sum(figures.map(trainingBytes));
  return total === undefined || isNothing(total) ? '' : shortBytes(total);
}

function multiplyAddsOf({ figures }: Instance): string {
  const total = sum(figures.map(({ multiplyAdds }) => multiplyAdds));
  return total === undefined || isNothing(total) ? '' : say('{0} MACs', shortCount(total));
}

/** How much of the input one cell of the result can depend on. */
function fieldOf({ figures }: Instance): string {
  const last = figures.at(-1);
  const text = last && fieldText(last.node);
  return text === undefined ? '' : say('sees {0}', text);
}

const texts: Readonly<Record<Exclude<keyof Preferences['hints'], 'shape'>, (instance: Instance) => string>> = {
  parameters: parametersOf,
  memory: memoryOf,
  multiplyAdds: multiplyAddsOf,
  receptiveField: fieldOf,
};
const kinds = ['parameters', 'memory', 'multiplyAdds', 'receptiveField'] as const;

function partsOf(
  view: View,
  reports: readonly Report[],
  line: Line,
  wanted: Preferences['hints'],
): readonly HintPart[] {
  const instances = [...line.instances.values()];
  const parts: HintPart[] = [];
  let differs = false;
  let common = '';
  if (wanted.shape) {
    const ways = instances.flatMap(roundsOf);
    const found = new Set(ways.map(shapeOf));
    const [only = ''] = found;
    if (found.size > 1) {
      common = commonShape(view, reports, line.subject, ways);
      differs = instances.length > 1;
      const rounds = say('{0} rounds', ways.length);
      if (!differs) parts.push({ kind: 'note', text: common === '' ? rounds : `${common} · ${rounds}` });
    } else if (only !== '' && only.length <= longestPart) parts.push({ kind: 'shape', text: only });
  }
  for (const kind of kinds) {
    if (!wanted[kind]) continue;
    const found = new Set(instances.map(texts[kind]));
    const [only = ''] = found;
    if (found.size > 1) differs = true;
    else if (only !== '' && only.length <= longestPart) parts.push({ kind, text: only });
  }
  const count = differs ? say('{0} instances', instances.length) : '';
  if (differs) parts.unshift({ kind: 'note', text: common === '' ? count : `${common} · ${count}` });
  return parts;
}

/** Hints of the lines that begin in `range`. */
export function hints(view: View, range: Range, wanted: Preferences['hints']): readonly Hint[] {
  const reports = [view.report(), ...view.users()];
  if (wanted.receptiveField) for (const report of reports) readFields(report);
  const found: Hint[] = [];
  for (const line of linesOf(view, reports, range)) {
    const parts = partsOf(view, reports, line, wanted);
    const shapes = new Set([...line.instances.values()].flatMap(roundsOf).map(shapeOf));
    const [shape = '?'] = shapes;
    const known = shapes.size === 1 && shape !== '?' ? { shape } : {};
    if (parts.length > 0) found.push({ offset: line.end, parts, subject: line.subject, ...known });
  }
  if (!wanted.shape) return found;
  for (const block of blocksIn(view.source.file, range)) {
    const used = reports.some(report => report.figuresAt(view.uri, block.range).length > 0);
    if (used || block.body.statements.length === 0) continue;
    const offset = codeEnd(view.text, block.name.range.start);
    const text = say('open a network that uses this block');
    found.push({ offset, parts: [{ kind: 'note', text }], subject: block.name.range.start });
  }
  return found.sort((a, b) => a.offset - b.offset);
}

/** The line `expect 64x56x56` that taking a hint puts below it; none where its step goes on in the next line. */
export function expectEdit({ text, source }: View, { offset, shape }: Hint): TextEdit | undefined {
  if (shape === undefined) return undefined;
  const ends = pathAt(source.file, offset).some(({ kind, range }) => kind === 'Step' && range.end === offset);
  // Read where it stands: a copy of the rest for every hint costs more than all of them.
  const behind = /[^\n]*\n\s*(->)?/y;
  behind.lastIndex = offset;
  if (!ends || behind.exec(text)?.[1] !== undefined) return undefined;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const indent = /^\s*/.exec(text.slice(start, offset))?.[0] ?? '';
  const stop = text.indexOf('\n', offset);
  const at = stop < 0 ? text.length : stop;
  // One step of a body that stands on one line has no line of its own.
  if (text.slice(start, offset).includes('{') || text.slice(offset, at).includes('}')) return undefined;
  return { range: { start: at, end: at }, text: `\n${indent}expect ${shape}` };
}
