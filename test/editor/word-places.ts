/** Every word of a file as something that a person is about to type: the text at that moment, and what must be offered. */
import { scan } from '../../src/language/scan.js';
import { isWord, T } from '../../src/language/tokens.js';
import type { SourceFile } from '../../src/language/files.js';
import type { Reference, Scopes } from '../../src/language/symbols.js';

/** How much of the file is there when the word is asked for. */
export type Moment =
  /** The text ends where the word begins. */
  | 'cut'
  /** The text ends behind the word's first letter. */
  | 'begun'
  /** Only the word is not there yet. */
  | 'gap'
  /** The word and what follows it in its line are not there yet. */
  | 'line';

export const moments: readonly Moment[] = ['cut', 'begun', 'gap', 'line'];

export interface WordPlace {
  readonly uri: string;
  readonly moment: Moment;
  readonly word: string;
  /** Where the word stands in the whole text. */
  readonly start: number;
  readonly text: string;
  readonly offset: number;
  readonly prefix: string;
}

interface Here {
  readonly start: number;
  readonly end: number;
  readonly lineEnd: number;
}

function textAt(
  text: string,
  { start, end, lineEnd }: Here,
  moment: Moment,
): Pick<WordPlace, 'text' | 'offset' | 'prefix'> {
  const head = text.slice(0, start);
  const prefix = moment === 'begun' ? String.fromCodePoint(text.codePointAt(start) ?? 32) : '';
  const rest = moment === 'gap' ? text.slice(end) : moment === 'line' ? text.slice(lineEnd) : '';
  return { text: head + prefix + rest, offset: start + prefix.length, prefix };
}

/** Whether nothing is left of what gives this name. */
function isGone({ symbol, argumentOf }: Reference, { references }: Scopes, here: Here, moment: Moment): boolean {
  const { start, lineEnd } = here;
  const isLeft = (at: number): boolean => {
    if (moment === 'gap') return true;
    return at < start || (moment === 'line' && at > lineEnd);
  };
  if (symbol !== undefined) return !symbol.definitions.some(({ range }) => isLeft(range.start));
  // What a parameter calls is known from where its block is called: only if that is there.
  const callee = references.find(({ range }) => range.start === argumentOf?.range.start)?.symbol;
  return (
    callee?.kind === 'param' &&
    callee.node.kind === 'Param' &&
    callee.node.default === undefined &&
    moment !== 'gap' &&
    moment !== 'line'
  );
}

/**
 * The words of a file but those that nobody can guess: names where they are given, names that the text of that moment does not
 * give any more, and names of arguments where what is called is a parameter and the text ends there. A path in an import is a
 * word too.
 */
export function wordPlaces({ uri, text, scopes }: SourceFile): readonly WordPlace[] {
  const { tokens } = scan(text);
  const given = new Set(scopes.symbols.flatMap(({ definitions }) => definitions.map(({ range }) => range.start)));
  const places: WordPlace[] = [];
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i] ?? T.End;
    const isPath = kind === T.Text && tokens.kind[i - 1] === T.From;
    if (!isWord(kind) && !isPath) continue;
    const [start, end] = [(tokens.start[i] ?? 0) + (isPath ? 1 : 0), (tokens.end[i] ?? 0) - (isPath ? 1 : 0)];
    const word = text.slice(start, end);
    if (given.has(start) || word === '_') continue;
    const behind = text.indexOf('\n', end);
    const here = { start, end, lineEnd: behind < 0 ? text.length : behind };
    const reference = scopes.references.find(({ range }) => range.start === start);
    for (const moment of moments) {
      if (reference !== undefined && isGone(reference, scopes, here, moment)) continue;
      places.push({ uri, moment, word, start, ...textAt(text, here, moment) });
    }
  }
  return places;
}
