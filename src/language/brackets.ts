/**
 * What closes what: found before parsing, so that the parser knows whether a bracket is only open over several lines or
 * was never closed, and so reads indentation in unbalanced definitions alone.
 */
import { T, firstReserved, type Tokens } from './tokens.js';

export interface Brackets {
  /** For an opening bracket the index of its closing one, else -1. */
  readonly match: Int32Array;
  /** 1 where a definition of the file surely begins: a top-level word at the start of a line. */
  readonly top: Uint8Array;
  /** For each token, the flags of the definition that it stands in. */
  readonly balance: Uint8Array;
}

/** A `{` of this definition is never closed. */
export const MISSING = 1;
/** A `}` of this definition closes nothing. */
export const EXCESS = 2;

function beginsDefinition(tokens: Tokens, i: number): boolean {
  const kind = tokens.kind[i] ?? 0;
  if (tokens.first[i] === 0) return false;
  if (kind !== T.Import && (kind < T.Block || kind > T.Budget)) return false;
  const next = tokens.kind[i + 1] ?? T.End;
  if (tokens.first[i + 1] === 1 || next === T.End) return true;
  if (next === T.Name || next === T.LeftBrace || next === T.Text || next >= firstReserved) return true;
  return tokens.indent[i] === 0 && next !== T.Colon && next !== T.Assign && next !== T.Dot && next !== T.Arrow;
}

export function findBrackets(tokens: Tokens): Brackets {
  const { count, kind } = tokens;
  const match = new Int32Array(count).fill(-1);
  const top = new Uint8Array(count);
  const balance = new Uint8Array(count);
  const braces: number[] = [];
  // Round and square brackets never hold a brace, so each brace and each definition begins them anew.
  let open: number[] = [];
  let round = 0;
  let square = 0;
  let flags = 0;
  let regionStart = 0;

  function endRegion(end: number): void {
    if (braces.length > 0) flags |= MISSING;
    if (flags !== 0) balance.fill(flags, regionStart, end);
    braces.length = 0;
    flags = 0;
    regionStart = end;
  }
  function forgetOpen(): void {
    if (open.length > 0) open = [];
    round = square = 0;
  }
  function close(opener: number, i: number): void {
    for (;;) {
      const at = open.pop();
      if (at === undefined) return;
      if (kind[at] === T.LeftParen) round--;
      else square--;
      if (kind[at] === opener) {
        match[at] = i;
        return;
      }
    }
  }

  for (let i = 0; i < count; i++) {
    switch (kind[i]) {
      case T.LeftParen:
        open.push(i);
        round++;
        break;
      case T.LeftBracket:
        open.push(i);
        square++;
        break;
      case T.RightParen:
        if (round > 0) close(T.LeftParen, i);
        break;
      case T.RightBracket:
        if (square > 0) close(T.LeftBracket, i);
        break;
      case T.LeftBrace:
        forgetOpen();
        braces.push(i);
        break;
      case T.RightBrace: {
        forgetOpen();
        const at = braces.pop();
        if (at === undefined) flags |= EXCESS;
        else match[at] = i;
        break;
      }
      default:
        if (beginsDefinition(tokens, i)) {
          forgetOpen();
          endRegion(i);
          top[i] = 1;
        }
    }
  }
  endRegion(count);
  return { match, top, balance };
}
