/** Up to where names reach that can be seen at a place of a half-typed file: the tree may end before it. */
import { scan } from '../language/scan.js';
import { T } from '../language/tokens.js';
import { Reader } from './cursor-reader.js';
import { itemBefore } from './definitions.js';
import type { Reach, View } from './view.js';

/**
 * Up to where names reach that can be seen at a place. In a file that ends half typed the tree ends before the place
 * although a bracket is open there.
 */
export function reachAt({ source, text }: View, offset: number): Reach {
  // On the line of the last token what is open is open still.
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trimEnd();
  if (line !== '' && !line.endsWith('}') && !line.includes('#')) {
    let end = offset;
    while (/\s/.test(text[end - 1] ?? '')) end--;
    return { offset: end };
  }
  const range = itemBefore(source.file, offset)?.range;
  if (range === undefined || range.end >= offset) return { offset };
  if (/\S/.test(text.slice(range.end, offset).replaceAll(/#.*/g, ''))) return { offset };
  const { tokens } = scan(text.slice(range.start, range.end));
  const last = tokens.count - 2;
  const reader = new Reader(text, tokens, last);
  if (reader.opener(last) < 0) return { offset };
  if (reader.kind(last) !== T.RightBrace) return { offset: range.end };
  const open = reader.opener(last - 1);
  const [closed, closedBody] = [reader.range(open - 1).end, reader.range(open).start];
  return { offset: range.end, closed: range.start + closed, closedBody: range.start + closedBody };
}
