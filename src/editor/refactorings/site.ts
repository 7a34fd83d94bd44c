/** What a refactoring works on: the statements, or the links of one line, that a selection or a caret means. */
import type { Range } from '../../language/range.js';
import type { Block, Body, Link, Network, Node, Statement, Step } from '../../language/tree.js';
import { pathAt } from '../../language/walk.js';
import type { View } from '../view.js';

/** Some links of a step, from the one to the other. */
export interface LinkRun {
  readonly step: Step;
  readonly from: number;
  readonly to: number;
}

export interface Site {
  readonly view: View;
  /** The selection without the blanks around it; empty for a caret. */
  readonly range: Range;
  readonly isCaret: boolean;
  readonly owner: Block | Network;
  /** From the file down to the body that holds the selection. */
  readonly path: readonly Node[];
  readonly body: Body;
  /** Selected statements: indexes into those of the body; `to` is the last. None: the selection holds no statement. */
  readonly from: number;
  readonly to: number;
  /** Where only a part of one line is selected, or the caret is on a link. */
  readonly links: LinkRun | undefined;
}

function trimmed(text: string, { start, end }: Range): Range {
  const inside = text.slice(start, end);
  const left = inside.length - inside.trimStart().length;
  if (left === inside.length) return { start, end: start };
  return { start: start + left, end: end - (inside.length - inside.trimEnd().length) };
}

/** A caret behind the code of a line, in its comment or the blanks, means that code. */
function caretOf(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  const indent = /^\s*/.exec(text.slice(start))?.[0].length ?? 0;
  return before.trim() === '' ? Math.max(offset, start + Math.min(indent, lineLength(text, start))) : offset;
}

function lineLength(text: string, start: number): number {
  const stop = text.indexOf('\n', start);
  return (stop < 0 ? text.length : stop) - start;
}

function linksOf(step: Step, range: Range, isCaret: boolean): LinkRun | undefined {
  const meant = step.links.flatMap((link, i) => (overlaps(link.range, range, isCaret) ? [i] : []));
  const [from] = meant;
  const to = meant.at(-1);
  if (from === undefined || to === undefined) return undefined;
  if (isCaret) return { step, from: to, to };
  // The name belongs to the whole line.
  const isWhole = to - from + 1 === step.links.length && (step.name === undefined || range.start < step.name.range.end);
  return isWhole ? undefined : { step, from, to };
}

const overlaps = (node: Range, range: Range, isCaret: boolean): boolean =>
  isCaret ? node.start <= range.start && range.start <= node.end : node.start < range.end && range.start < node.end;

export function siteOf(view: View, selected: Range): Site | undefined {
  let range = trimmed(view.text, selected);
  const isCaret = range.start === range.end;
  if (isCaret) {
    const at = caretOf(view.text, selected.start);
    range = { start: at, end: at };
  }
  const all = pathAt(view.source.file, range.start).filter(node => range.end <= node.range.end);
  const at = all.reduce(
    (last, node, i) =>
      node.kind === 'Body' && node.range.start < range.start && range.end < node.range.end ? i : last,
    -1,
  );
  const body = all[at];
  const owner = all.find(node => node.kind === 'Block' || node.kind === 'Network');
  if (body?.kind !== 'Body' || owner === undefined) return undefined;
  const meant = body.statements.flatMap((statement, i) => (overlaps(statement.range, range, isCaret) ? [i] : []));
  const from = meant[0] ?? 0;
  const to = meant.at(-1) ?? -1;
  const only = from === to ? body.statements[from] : undefined;
  const step = only?.kind === 'Output' ? only.step : only;
  const links = step?.kind === 'Step' ? linksOf(step, range, isCaret) : undefined;
  return { view, range, isCaret, owner, path: all.slice(0, at + 1), body, from, to, links };
}

export const statementsOf = ({ body, from, to }: Site): readonly Statement[] => body.statements.slice(from, to + 1);

/** Selected text with the comments that belong to it: those selected above it, and the one behind its last line. */
export function runRange({ view, range, body, from, to }: Site): Range | undefined {
  const first = body.statements[from];
  const last = body.statements[to];
  if (first === undefined || last === undefined) return undefined;
  const { comments } = view.source.file;
  const above = comments.find(
    comment =>
      comment.range.start >= range.start && comment.range.end <= first.range.start && range.start < first.range.start,
  );
  const behind = comments.find(
    comment =>
      comment.range.start >= last.range.end && /^[ \t]*$/.test(view.text.slice(last.range.end, comment.range.start)),
  );
  return { start: above?.range.start ?? first.range.start, end: behind?.range.end ?? last.range.end };
}

/** The step and link in which a body stands. */
function holderOf(
  path: readonly Node[],
): { readonly step: Step; readonly link: Link; readonly at: number } | undefined {
  for (let at = path.length - 2; at > 0; at--) {
    const step = path[at];
    const link = path[at + 1];
    if (step?.kind === 'Step') return { step, link: link as Link, at };
    if (step?.kind === 'Body' && path[at - 1]?.kind === 'Training') continue;
  }
  return undefined;
}

/** The name of the point that flows into a statement of the body, where it has one without more ado. */
export function flowName(path: readonly Node[], index: number): string | undefined {
  const body = path.at(-1);
  if (body?.kind !== 'Body') return undefined;
  for (let i = index - 1; i >= 0; i--) {
    const before = body.statements[i];
    if (before?.kind === 'Step') return before.name?.indexes.length === 0 ? before.name.name.text : barePoint(before);
    if (before?.kind === 'Output')
      return before.step.name?.indexes.length === 0 ? before.step.name.name.text : undefined;
    if (before?.kind === 'Input') {
      const first = body.statements.find(one => one.kind === 'Input');
      return first?.kind === 'Input' ? first.name?.text : undefined;
    }
  }
  const holder = holderOf(path);
  if (holder === undefined || holder.link.kind === 'Repeat') return undefined;
  if (holder.step.links[0] !== holder.link) return undefined;
  const outer = path.slice(0, holder.at);
  const outerBody = outer.at(-1);
  return outerBody?.kind === 'Body' ? flowName(outer, outerBody.statements.indexOf(holder.step)) : undefined;
}

/** A point alone on its line is what flows on. */
function barePoint({ links }: Step): string | undefined {
  const [only] = links;
  return links.length === 1 && only?.kind === 'Name' && /^\p{Ll}/u.test(only.text) ? only.text : undefined;
}
