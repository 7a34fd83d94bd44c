/** A body whose braces stand on one line: what takes more lines opens it. */
import type { TextEdit } from '../../language/problem.js';
import type { Body } from '../../language/tree.js';

/** The line breaks that a body needs so that its statements have lines of their own. */
export function openedBody(text: string, { range, statements }: Body): readonly TextEdit[] {
  if (
    text.slice(range.start, range.end).includes('\n') &&
    !startsBesideBrace(text, range.start, statements[0]?.range.start)
  )
    return [];
  const [start, end] = [range.start + 1, range.end - 1];
  return [
    { range: { start, end: start }, text: '\n' },
    { range: { start: end, end }, text: '\n' },
  ];
}

const startsBesideBrace = (text: string, brace: number, first: number | undefined): boolean =>
  first !== undefined && !text.slice(brace, first).includes('\n');
