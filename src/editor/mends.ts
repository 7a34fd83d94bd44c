/** A change that would mend a problem, as text: an argument of a call written so, or taken away. */
import type { Mend } from '../graph/graph.js';
import type { FileSet, SourceFile } from '../language/files.js';
import type { Range } from '../language/range.js';
import type { Arg, Call, Node, Step } from '../language/tree.js';
import { pathAt } from '../language/walk.js';
import { layerSignatures } from './signature.js';

export interface FileEdit {
  readonly uri: string;
  readonly range: Range;
  readonly text: string;
}

/** The call that begins there; a bare name is one without parentheses. */
function callAt(root: Node, start: number): Call | Extract<Node, { kind: 'Name' }> | undefined {
  const path = pathAt(root, start);
  const call = path
    .filter(node => node.kind === 'Call' || node.kind === 'Name')
    .filter(({ range }) => range.start === start);
  return call[0];
}

function argumentNamed(call: Call, argument: string): Arg | undefined {
  const byName = call.args.find(({ name }) => name?.text === argument);
  if (byName !== undefined) return byName;
  const parameters = layerSignatures().find(({ name }) => name === call.callee.text)?.layer?.parameters ?? {};
  const names = Object.keys(parameters);
  const byAlias = call.args.find(({ name }) => name !== undefined && parameters[argument]?.aliases.includes(name.text));
  return byAlias ?? call.args.filter(({ name }) => name === undefined)[names.indexOf(argument)];
}

/** The argument with the comma that it needs no longer. */
function removal(call: Call, arg: Arg): Range {
  const at = call.args.indexOf(arg);
  const before = call.args[at - 1];
  if (before !== undefined) return { start: before.range.end, end: arg.range.end };
  const next = call.args[at + 1];
  return { start: arg.range.start, end: next?.range.start ?? arg.range.end };
}

function argumentEdit(files: FileSet, mend: Extract<Mend, { kind: 'argument' }>): FileEdit | undefined {
  const { uri, range } = mend.call;
  const source = files.get(uri);
  const call = source && callAt(source.file, range.start);
  if (source === undefined || call === undefined) return undefined;
  const written = `${mend.argument}: ${mend.value ?? ''}`;
  if (call.kind === 'Name' || !call.hasParens) {
    const { end } = call.kind === 'Name' ? call.range : call.callee.range;
    return mend.value === undefined ? undefined : { uri, range: { start: end, end }, text: `(${written})` };
  }
  const arg = argumentNamed(call, mend.argument);
  if (arg !== undefined) {
    if (mend.value === undefined) return { uri, range: removal(call, arg), text: '' };
    return { uri, range: arg.value.range, text: mend.value };
  }
  if (mend.value === undefined) return undefined;
  const last = call.args.at(-1);
  const at = last?.range.end ?? source.text.indexOf('(', call.callee.range.end) + 1;
  return { uri, range: { start: at, end: at }, text: last === undefined ? written : `, ${written}` };
}

/** A call as one of the links of a line, or of a chain within an expression. */
interface LinkSite {
  readonly links: readonly Node[];
  readonly at: number;
  /** The line that it is part of, where it is one. */
  readonly step: Step | undefined;
}

function linkAt(root: Node, start: number): LinkSite | undefined {
  const path = pathAt(root, start);
  for (const node of [...path].reverse()) {
    const links: readonly Node[] =
      node.kind === 'Step' ? node.links : node.kind === 'Chain' ? [node.head, ...node.calls] : [];
    const at = links.findIndex(({ range }) => range.start === start);
    if (at >= 0) return { links, at, step: node.kind === 'Step' ? node : undefined };
  }
  return undefined;
}

function lineAround(
  text: string,
  { start, end }: Range,
): { readonly start: number; readonly end: number; readonly indent: string } {
  const first = text.lastIndexOf('\n', start - 1) + 1;
  const stop = text.indexOf('\n', end);
  return { start: first, end: stop < 0 ? text.length : stop, indent: /^\s*/.exec(text.slice(first, start))?.[0] ?? '' };
}

function removedStep({ uri, text, file }: SourceFile, start: number): FileEdit | undefined {
  const site = linkAt(file, start);
  const link = site?.links[site.at];
  if (site === undefined || link === undefined) return undefined;
  const [before, after] = [site.links[site.at - 1], site.links[site.at + 1]];
  if (before !== undefined) return { uri, range: { start: before.range.end, end: link.range.end }, text: '' };
  if (after !== undefined) return { uri, range: { start: link.range.start, end: after.range.start }, text: '' };
  // A name needs something to name.
  if (site.step === undefined || site.step.name !== undefined) return undefined;
  const line = lineAround(text, link.range);
  const alone = text.slice(line.start, link.range.start).trim() === '';
  if (!alone) return undefined;
  // What stands behind it on the line, a comment, speaks of it.
  return { uri, range: { start: line.start, end: Math.min(line.end + 1, text.length) }, text: '' };
}

/** A step alone on its lines, whose name, if it has one, nothing uses; a constant. */
function removedLine({ uri, text, file, scopes }: SourceFile, start: number): FileEdit | undefined {
  const site = linkAt(file, start);
  const name = site?.step?.name;
  const isUsed =
    name !== undefined &&
    scopes.references.some(({ symbol }) => symbol?.definitions.some(({ range }) => range.start === name.range.start));
  const last = site !== undefined && site.at === site.links.length - 1 && !isUsed;
  const step = last
    ? site.step
    : pathAt(file, start).find(({ kind, range }) => range.start === start && kind === 'Const');
  if (step === undefined) return undefined;
  const line = lineAround(text, step.range);
  const around = text.slice(line.start, step.range.start) + text.slice(step.range.end, line.end);
  if (around.replace(/#.*$/, '').trim() !== '') return undefined;
  return { uri, range: { start: line.start, end: Math.min(line.end + 1, text.length) }, text: '' };
}

/** What stands in braces is what the call says of that argument. */
function filledIn(step: string, call: ReturnType<typeof callAt>, text: string): string | undefined {
  let whole = true;
  const filled = step.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const arg = call?.kind === 'Call' ? argumentNamed(call, name) : undefined;
    if (arg === undefined) whole = false;
    return arg === undefined ? '' : text.slice(arg.value.range.start, arg.value.range.end);
  });
  return whole ? filled : undefined;
}

/** Whether all names of a part of a text mean the same at another place. */
function readableAt({ scopes }: SourceFile, part: Range, offset: number): boolean {
  return scopes.references.every(({ range, symbol }) => {
    if (range.start < part.start || range.end > part.end || symbol === undefined) return true;
    return symbol.visible.start <= offset && offset <= symbol.visible.end;
  });
}

/** The text as the call of `like` would have it, or the plain one. */
function textOf(source: SourceFile | undefined, { at, text, like }: Extract<Mend, { kind: 'text' }>): string {
  if (source === undefined || like === undefined || like.call.uri !== at.uri) return text;
  const call = callAt(source.file, like.call.range.start);
  const written = filledIn(like.text, call, source.text);
  return written !== undefined && call !== undefined && readableAt(source, call.range, at.range.start) ? written : text;
}

function addedStep({ uri, text, file }: SourceFile, given: Extract<Mend, { kind: 'add-step' }>): FileEdit | undefined {
  const step = filledIn(given.step, callAt(file, given.call.range.start), text);
  if (step === undefined) return undefined;
  const mend = { ...given, step };
  const site = linkAt(file, mend.call.range.start);
  const link = site?.links[site.at];
  if (site === undefined || link === undefined) return undefined;
  const { start, end } = link.range;
  const line = lineAround(text, link.range);
  const ownLine = site.step !== undefined && site.links.length === 1 && site.step.name === undefined;
  if (ownLine && text.slice(line.start, start).trim() === '') {
    return mend.where === 'before'
      ? { uri, range: { start, end: start }, text: `${mend.step}\n${line.indent}` }
      : { uri, range: { start: line.end, end: line.end }, text: `\n${line.indent}${mend.step}` };
  }
  return mend.where === 'before'
    ? { uri, range: { start, end: start }, text: `${mend.step} -> ` }
    : { uri, range: { start: end, end }, text: ` -> ${mend.step}` };
}

function editOf(files: FileSet, mend: Mend): FileEdit | undefined {
  switch (mend.kind) {
    case 'text':
      return { uri: mend.at.uri, range: mend.at.range, text: textOf(files.get(mend.at.uri), mend) };
    case 'argument':
      return argumentEdit(files, mend);
    case 'remove-step':
    case 'remove-line':
    case 'add-step': {
      const source = files.get(mend.call.uri);
      if (source === undefined) return undefined;
      if (mend.kind === 'remove-line') return removedLine(source, mend.call.range.start);
      return mend.kind === 'remove-step' ? removedStep(source, mend.call.range.start) : addedStep(source, mend);
    }
  }
}

/** Nothing where one of the mends has lost its place: half a fix is none. */
export function editsOf(files: FileSet, mends: readonly Mend[]): readonly FileEdit[] {
  const edits = mends.map(mend => editOf(files, mend));
  return edits.every(edit => edit !== undefined) ? edits : [];
}

/** The first of those that speak of the same place. */
export function withoutOverlap(edits: readonly FileEdit[]): readonly FileEdit[] {
  const kept: FileEdit[] = [];
  for (const edit of edits) {
    const clashes = kept.some(
      other => other.uri === edit.uri && other.range.start < edit.range.end && edit.range.start < other.range.end,
    );
    const twice = kept.some(
      other => other.uri === edit.uri && other.range.start === edit.range.start && other.range.end === edit.range.end,
    );
    if (!clashes && !twice) kept.push(edit);
  }
  return kept;
}
