/** `# netwright: allow RULE`: comments that silence rules on one line of the text. */
import type { Comment, Range } from './range.js';

export interface Allow {
  /** Codes of problems, with the place of each. */
  readonly rules: readonly { readonly name: string; readonly range: Range }[];
  /** The line that it holds for. */
  readonly line: Range;
}

const PATTERN = /^#+\s*netwright:\s*allow\b([^#]*)/;

/** In a comment at a line's end: for that line. In a comment of its own: for the next line that is no such comment. */
export function allowsIn(text: string, comments: readonly Comment[]): readonly Allow[] {
  const allows: Allow[] = [];
  for (const [i, comment] of comments.entries()) {
    const found = PATTERN.exec(comment.text);
    if (!found) continue;
    const [whole, list = ''] = found;
    const from = comment.range.start + whole.length - list.length;
    const rules = [...list.matchAll(/[A-Za-z][\w-]*/g)].map(({ 0: name, index }) => ({
      name,
      range: { start: from + index, end: from + index + name.length },
    }));
    const at = comment.ownLine ? lineBelow(text, comments, i) : comment.range.start;
    allows.push({ rules, line: lineAround(text, at) });
  }
  return allows;
}

/** A place on the first line below a comment that is not itself a comment. */
function lineBelow(text: string, comments: readonly Comment[], index: number): number {
  let next = lineEnd(text, comments[index]?.range.end ?? text.length) + 1;
  for (let i = index + 1; i < comments.length; i++) {
    const comment = comments[i];
    if (!comment?.ownLine || comment.range.start > lineEnd(text, next)) break;
    next = lineEnd(text, comment.range.end) + 1;
  }
  return Math.min(next, text.length);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function lineAround(text: string, at: number): Range {
  const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  return { start, end: lineEnd(text, at) };
}

/** Whether a problem of this code that begins here is silenced. */
export function isAllowed(allows: readonly Allow[], code: string, offset: number): boolean {
  return allows.some(
    ({ rules, line }) => line.start <= offset && offset <= line.end && rules.some(({ name }) => name === code),
  );
}
