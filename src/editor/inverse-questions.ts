/** Questions the other way round at a place of the text, and the edit that answers one: which number meets a bound. */
import { trainingBytes } from '../analysis/budget.js';
import { solve } from '../analysis/inverse.js';
import { largestBatch } from '../analysis/largest-batch.js';
import type { NetworkReport } from '../analysis/report.js';
import type { Problem } from '../language/problem.js';
import type { TextEdit } from '../language/problem.js';
import type { Range } from '../language/range.js';
import type { Budget, Expr, Network, Train } from '../language/tree.js';
import { pathAt } from '../language/walk.js';
import type { Preferences } from './preferences.js';
import { applied, laidOut } from './refactorings/edit-text.js';
import { hasTrait, layerOf } from './refactorings/layer-of.js';
import { withText, type AnalyzeFile } from './refactorings/verify.js';
import type { View } from './view.js';
import { say } from './words.js';

export interface Question {
  readonly title: string;
  readonly asks: Asked;
}

/** What is worked out when the question is taken: plain data, for it goes to the editor and comes back. */
export type Asked =
  | { readonly kind: 'batch'; readonly network: string; readonly bytes: number }
  | { readonly kind: 'width'; readonly network: string; readonly at: Range; readonly parameters: number }
  | { readonly kind: 'size'; readonly network: string; readonly at: Range };

const usualMemory = { name: '8 GiB', bytes: 8 * 2 ** 30 };
const usualParameters = 1_000_000;
const largestWidth = 2 ** 20;
/** Sizes next to the written one that are tried. */
const sizesTried = 64;
/** Where a size is open, one that many data sets have. */
const usualSize = 224;

const stepBytes = ({ totals }: NetworkReport): number | undefined =>
  (totals.bytes.trainingPeak ?? trainingBytes(totals))?.value;

const parametersOf = ({ totals: { parameters } }: NetworkReport): number =>
  parameters.trainable.plus(parameters.frozen).value;

function trainOf({ source }: View, network: string): Train | undefined {
  return source.file.items.find(
    (item): item is Train => item.kind === 'Train' && item.names.some(({ text }) => text === network),
  );
}

function budgetOf({ source }: View, network: string): Budget | undefined {
  return source.file.items.find((item): item is Budget => item.kind === 'Budget' && item.name.text === network);
}

/** The network of `network N`, `train N` or `budget N` on whose first line the caret is. */
function headedBy({ source, text }: View, { start }: Range): string | undefined {
  for (const item of source.file.items) {
    if (item.kind !== 'Network' && item.kind !== 'Train' && item.kind !== 'Budget') continue;
    const stop = text.indexOf('\n', item.range.start);
    if (item.range.start <= start && start <= (stop < 0 ? text.length : stop))
      return item.kind === 'Train' ? item.names[0]?.text : item.name.text;
  }
  return undefined;
}

/** The number at the caret, where it is the width of a layer or of a network. */
function widthAt(view: View, { start }: Range): { readonly node: Expr; readonly name: string } | undefined {
  const path = pathAt(view.source.file, start);
  const node = path.at(-1);
  const [holder, call] = [path.at(-2), path.at(-3)];
  if (node?.kind !== 'Number' || !/^\d+$/.test(node.raw)) return undefined;
  if (holder?.kind === 'Param' && path.some(({ kind }) => kind === 'Network')) return { node, name: holder.name.text };
  if (holder?.kind !== 'Arg' || call?.kind !== 'Call') return undefined;
  const layer = layerOf(view, call);
  const [first] = Object.keys(layer?.parameters ?? {});
  const isFirst = holder.name === undefined ? call.args[0] === holder : holder.name.text === first;
  return first !== undefined && isFirst && hasTrait(layer, 'mixes-channels') ? { node, name: first } : undefined;
}

const spelled = (count: number): string => (count % 1_000_000 === 0 ? `${String(count / 1_000_000)}M` : String(count));

const errorsIn = ({ problems }: { readonly problems: readonly Problem[] }): number =>
  problems.filter(({ severity, code }) => severity === 'error' && !code.startsWith('budget')).length;

/** The report of a network with a stretch of the text written otherwise; undefined where more is wrong then than is allowed. */
function withEdit(
  view: View,
  network: string,
  edit: TextEdit,
  analyze: AnalyzeFile,
  allowed = 0,
): NetworkReport | undefined {
  const files = withText(view, view.uri, applied(view.text, [edit]));
  const report = analyze(files, view.uri, { network });
  return errorsIn(report) > allowed ? undefined : report.networks.find(({ name }) => name === network);
}

function widthQuestion(view: View, range: Range, analyze: AnalyzeFile): Question | undefined {
  const width = widthAt(view, range);
  if (width === undefined) return undefined;
  const at = width.node.range;
  for (const network of view.report().networks) {
    const least = withEdit(view, network.name, { range: at, text: '1' }, analyze, errorsIn(view.report()));
    if (least === undefined || parametersOf(least) === parametersOf(network)) continue;
    const bound = view
      .report()
      .graph.budgets.find(each => each.network === network.name)
      ?.settings.get('parameters')?.value;
    const parameters = bound?.kind === 'number' && bound.value.isConstant ? bound.value.value : usualParameters;
    if (parametersOf(least) > parameters) continue;
    const title = say('Largest `{0}` within {1} parameters', width.name, spelled(parameters));
    return { title, asks: { kind: 'width', network: network.name, at, parameters } };
  }
  return undefined;
}

function sizeQuestion(view: View, { start }: Range): Question | undefined {
  const path = pathAt(view.source.file, start);
  const network = path.find((node): node is Network => node.kind === 'Network');
  const input = path.find(node => node.kind === 'Input');
  if (network === undefined || input?.kind !== 'Input' || input.shape === undefined) return undefined;
  const isOpen = input.shape.kind === 'List' && input.shape.items.some(({ kind }) => kind === 'Name');
  const isWrong = view.report().problems.some(({ severity }) => severity === 'error');
  if (!isOpen && !isWrong) return undefined;
  const title = isOpen ? say('Write input sizes that work') : say('Nearest input size that works');
  return { title, asks: { kind: 'size', network: network.name.text, at: input.shape.range } };
}

/** What can be asked at the caret; `device`: the memory that a training step must fit. */
export function questions(
  view: View,
  range: Range,
  device: Preferences['device'],
  analyze: AnalyzeFile,
): readonly Question[] {
  const found: (Question | undefined)[] = [];
  const network = headedBy(view, range);
  if (network !== undefined && view.report().networks.some(({ name }) => name === network)) {
    const { name, bytes } = device ?? usualMemory;
    found.push({ title: say('Largest batch that fits {0}', name), asks: { kind: 'batch', network, bytes } });
  }
  found.push(widthQuestion(view, range, analyze), sizeQuestion(view, range));
  return found.filter(one => one !== undefined);
}

/** The batch stands in the `train`; without one, in a budget, which holds it to the memory from now on. */
function batchEdit(view: View, network: string, batch: number, bytes: number): TextEdit | undefined {
  const holder = trainOf(view, network) ?? budgetOf(view, network);
  if (holder === undefined) {
    const definition = view.source.exported(network);
    if (definition === undefined) return undefined;
    const { end } = definition.range;
    const memory = bytes % 2 ** 30 === 0 ? `${String(bytes / 2 ** 30)}GiB` : String(bytes);
    return {
      range: { start: end, end },
      text: `\n\nbudget ${network} { training_memory: ${memory}, batch: ${String(batch)} }`,
    };
  }
  const written = holder.settings.find(one => one.kind === 'Setting' && one.key.text === 'batch');
  if (written?.kind === 'Setting') return { range: written.value.range, text: String(batch) };
  const last = holder.settings.at(-1);
  const isLine = last !== undefined && !view.text.slice(holder.range.start, last.range.start).includes('\n');
  const at = last?.range.end ?? holder.range.end - 1;
  return {
    range: { start: at, end: at },
    text: last === undefined ? ` batch: ${String(batch)} ` : `${isLine ? ', ' : '\n'}batch: ${String(batch)}`,
  };
}

function batchAnswer(
  view: View,
  { network, bytes }: Extract<Asked, { kind: 'batch' }>,
  analyze: AnalyzeFile,
): TextEdit | undefined {
  const need = (batch: number): number | undefined => {
    const report = analyze(view.files, view.uri, { batch, network }).networks.find(({ name }) => name === network);
    const found = report && stepBytes(report);
    return found === undefined || Number.isNaN(found) ? undefined : found;
  };
  const batch = largestBatch(need, bytes);
  return batch === undefined || batch === 0 ? undefined : batchEdit(view, network, batch, bytes);
}

function widthAnswer(
  view: View,
  { network, at, parameters }: Extract<Asked, { kind: 'width' }>,
  analyze: AnalyzeFile,
): TextEdit | undefined {
  const measure = (n: number): number | undefined => {
    const report = withEdit(view, network, { range: at, text: String(n) }, analyze, errorsIn(view.report()));
    return report && parametersOf(report);
  };
  const { found } = solve({ measure, bound: parameters, wanted: 'most', from: 1, to: largestWidth, step: 1 });
  return found && { range: at, text: String(found.value) };
}

function sizeAnswer(
  view: View,
  { network, at }: Extract<Asked, { kind: 'size' }>,
  analyze: AnalyzeFile,
): TextEdit | undefined {
  const shape = view
    .report()
    .networks.find(({ name }) => name === network)
    ?.graph.inputShapes.find(({ place }) => place.range.start === at.start)?.shape;
  if (shape === undefined) return undefined;
  const isMap = shape.length > 2;
  for (let by = 0; by <= sizesTried; by++) {
    for (const shift of by === 0 ? [0] : [-by, by]) {
      const sizes = shape.map((size, i) => {
        const moves = isMap ? i > 0 : i === 0;
        const value = size.isConstant ? size.value : usualSize;
        return value + (moves ? shift : 0);
      });
      if (sizes.some(size => size < 1)) continue;
      const text = sizes.length === 1 ? `[${sizes.join('')}]` : sizes.join('x');
      const edit = { range: at, text };
      if (withEdit(view, network, edit, analyze) !== undefined) return edit;
    }
  }
  return undefined;
}

/** The edits that a question leads to; none where no number will do. */
export function answered(view: View, asks: Asked, analyze: AnalyzeFile): readonly TextEdit[] {
  const edit =
    asks.kind === 'batch'
      ? batchAnswer(view, asks, analyze)
      : asks.kind === 'width'
        ? widthAnswer(view, asks, analyze)
        : sizeAnswer(view, asks, analyze);
  return edit === undefined ? [] : laidOut(view.text, [edit]);
}
