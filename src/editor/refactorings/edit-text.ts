/** A text under edits: what they write is laid out as the formatter would, and the rest stays as it is. */
import type { TextEdit } from '../../language/problem.js';
import type { Range } from '../../language/range.js';
import { formatting } from '../formatting.js';

/** A stretch of the old text, or something new. */
type Piece = Range | string;

const lengthOf = (piece: Piece): number => (typeof piece === 'string' ? piece.length : piece.end - piece.start);

function part(piece: Piece, from: number, to: number): Piece {
  return typeof piece === 'string' ? piece.slice(from, to) : { start: piece.start + from, end: piece.start + to };
}

/** What the pieces give between two places of it. */
function between(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
  let at = 0;
  return pieces.flatMap(piece => {
    const start = at;
    at += lengthOf(piece);
    const low = Math.max(from, start);
    const high = Math.min(to, at);
    return low < high ? [part(piece, low - start, high - start)] : [];
  });
}

const replaced = (pieces: readonly Piece[], { range, text }: TextEdit): readonly Piece[] => [
  ...between(pieces, 0, range.start),
  ...(text === '' ? [] : [text]),
  ...between(pieces, range.end, Infinity),
];

const inOrder = (edits: readonly TextEdit[]): readonly TextEdit[] =>
  [...edits].sort((a, b) => b.range.start - a.range.start || b.range.end - a.range.end);

function textOf(old: string, pieces: readonly Piece[]): string {
  return pieces.map(piece => (typeof piece === 'string' ? piece : old.slice(piece.start, piece.end))).join('');
}

/** Applies edits that do not overlap. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  return inOrder(edits).reduce(
    (out, { range, text: put }) => out.slice(0, range.start) + put + out.slice(range.end),
    text,
  );
}

/** Edits of the old text that give what the pieces give. */
function editsOf(old: string, pieces: readonly Piece[]): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let put = '';
  const flush = (start: number): void => {
    if (put !== '' || start > at) edits.push({ range: { start: at, end: start }, text: put });
    put = '';
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') put += piece;
    else {
      flush(piece.start);
      at = piece.end;
    }
  }
  flush(old.length);
  return edits.filter(({ range, text }) => old.slice(range.start, range.end) !== text);
}

/** The edits with the lines that they touch formatted. */
export function laidOut(old: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  let pieces: readonly Piece[] = [{ start: 0, end: old.length }];
  for (const edit of inOrder(edits)) pieces = replaced(pieces, edit);
  const text = textOf(old, pieces);
  const touched: Range[] = [];
  let at = 0;
  for (const piece of pieces) {
    const end = at + lengthOf(piece);
    if (typeof piece === 'string') touched.push({ start: at, end });
    at = end;
  }
  // Where something was only taken away, its neighbours meet.
  let shift = 0;
  for (const { range, text: put } of [...inOrder(edits)].reverse()) {
    if (put === '') touched.push({ start: range.start + shift, end: range.start + shift });
    shift += put.length - (range.end - range.start);
  }
  const layout = formatting({ text }).filter(({ range }) =>
    touched.some(({ start, end }) => range.start <= end && range.end >= start),
  );
  for (const edit of inOrder(layout)) pieces = replaced(pieces, edit);
  return editsOf(old, pieces);
}
