/** What a part of a hint tells when it is pointed at: the figure in full with its formula, and where a dimension comes from. */
import type { NodeFigures } from '../analysis/report.js';
import type { Node, Place } from '../graph/graph.js';
import { codeEnd, trainingBytes, type HintKind } from './hints.js';
import { hover } from './hover.js';
import { memoryTable, weightLines } from './hover-call.js';
import { wholeBytes, wholeCount } from './figures.js';
import { reportsOf } from './instances.js';
import { fieldText } from './receptive-text.js';
import type { View } from './view.js';
import { say } from './words.js';

export interface PartHelp {
  readonly tooltip?: string;
  /** A click goes there. */
  readonly place?: Place;
}

/** A longer call is cut. */
const mostShown = 60;

/** Who sets a dimension of a node's result: the call furthest upstream from which it flows unchanged, or an input. */
export function dimensionOrigin(node: Node, axis: number, deep = 0): Place | undefined {
  const shape = node.results[0]?.type?.shape;
  const dim = shape?.[axis];
  if (shape === undefined || dim === undefined) return undefined;
  const sets = node.kind === 'layer' && axis === 0 && node.call.layer.traits?.includes('mixes-channels') === true;
  const [input] = node.inputs;
  const before = input?.type?.shape;
  const flows = !sets && before?.length === shape.length && before[axis]?.equals(dim) === true;
  if (input === undefined || !flows) {
    const inner = node.kind === 'body' ? node.body.result?.node : undefined;
    const inside = inner !== undefined && deep < 20 ? dimensionOrigin(inner, axis, deep + 1) : undefined;
    return inside ?? node.place;
  }
  if (input.node !== undefined) return dimensionOrigin(input.node, axis, deep);
  const { body, index } = input;
  return body.inputs[index]?.place ?? body.place;
}

/** The figures of the line's calls in its first body: what the hint adds up. */
function lineFigures(view: View, subject: number): readonly NodeFigures[] {
  const start = view.text.lastIndexOf('\n', subject - 1) + 1;
  const range = { start, end: codeEnd(view.text, subject) };
  const all = reportsOf(view).flatMap(report => report.figuresAt(view.uri, range));
  const last = all.at(-1);
  return all.filter(({ body }) => body === last?.body);
}

function originText(view: View, { uri, range }: Place): string {
  const text = view.files.get(uri)?.text ?? '';
  const shown = text.slice(range.start, range.end).replaceAll(/\s+/g, ' ');
  const line = String(text.slice(0, range.start).split('\n').length);
  const code = `\`${shown.length > mostShown ? `${shown.slice(0, mostShown)}…` : shown}\``;
  return uri === view.uri ? say('from {0}, line {1}', code, line) : say('from {0}', code);
}

const lines = (parts: readonly string[]): string => parts.filter(part => part !== '').join('\n\n');

function parameterText(figures: readonly NodeFigures[]): string {
  const counted = figures.map(({ parameters }) => parameters.trainable.plus(parameters.frozen));
  const total = counted.reduce((sum, each) => sum.plus(each));
  const formulas = figures.flatMap(({ node }) => (node.kind === 'layer' ? weightLines(node) : []));
  return lines([`**${say('{0} parameters', wholeCount(total))}**`, formulas.join('\\\n')]);
}

function memoryText(figures: readonly NodeFigures[]): string {
  const sum = (pick: (bytes: NodeFigures['bytes']) => NodeFigures['bytes']['optimizerState']) =>
    figures.map(({ bytes }) => pick(bytes)).reduce((a, b) => (a === undefined ? b : b === undefined ? a : a.plus(b)));
  const total = figures.map(trainingBytes).reduce((a, b) => (a === undefined ? b : b === undefined ? a : a.plus(b)));
  const table = memoryTable(
    [say('Memory'), ''],
    [
      [say('weights'), sum(({ weights }) => weights)],
      [say('gradients'), sum(({ gradients }) => gradients)],
      [say('optimizer state'), sum(({ optimizerState }) => optimizerState)],
      [say('kept for backward'), sum(({ keptForBackward }) => keptForBackward)],
    ],
  );
  const head = total === undefined ? '' : `**${say('{0} in a training step', wholeBytes(total))}**`;
  return lines([head, table, say('A click opens the summary.')]);
}

function costText(figures: readonly NodeFigures[]): string {
  const parts = figures.flatMap(({ multiplyAdds }) => multiplyAdds ?? []);
  const [first, ...rest] = parts;
  if (first === undefined) return '';
  const total = rest.reduce((sum, each) => sum.plus(each), first);
  return `**${say('{0} multiply-adds for one sample', wholeCount(total))}**`;
}

function instancesText(view: View, subject: number): string {
  return hover(view, subject)?.text ?? '';
}

/** `axis` is which dimension of a shape the part shows, undefined for the whole. */
export function partHelp(view: View, subject: number, kind: HintKind, axis: number | undefined): PartHelp {
  const figures = lineFigures(view, subject);
  const last = figures.at(-1);
  if (last === undefined || kind === 'note') return { tooltip: instancesText(view, subject) };
  switch (kind) {
    case 'shape': {
      const place = axis === undefined ? undefined : dimensionOrigin(last.node, axis);
      if (place === undefined) return { tooltip: instancesText(view, subject) };
      const dim = last.outputShape?.[axis ?? 0]?.toString() ?? '';
      return { place, tooltip: `\`${dim}\` ${originText(view, place)}` };
    }
    case 'parameters':
      return { tooltip: parameterText(figures) };
    case 'memory':
      return { tooltip: memoryText(figures) };
    case 'multiplyAdds':
      return { tooltip: costText(figures) };
    case 'receptiveField':
      return {
        tooltip: say('One cell of the result can depend on {0} cells of the input.', fieldText(last.node) ?? '?'),
      };
  }
}
