/** The kinds of token and the reserved words. */

const kinds = {
  End: 0,
  Name: 1,
  Number: 2,
  Size: 3,
  Text: 4,
  LeftParen: 5,
  RightParen: 6,
  LeftBracket: 7,
  RightBracket: 8,
  LeftBrace: 9,
  RightBrace: 10,
  Comma: 11,
  Colon: 12,
  Dot: 13,
  Rest: 14,
  Assign: 15,
  Arrow: 16,
  Plus: 17,
  Minus: 18,
  Star: 19,
  Slash: 20,
  SlashSlash: 21,
  Percent: 22,
  StarStar: 23,
  Equal: 24,
  NotEqual: 25,
  Less: 26,
  LessEqual: 27,
  Greater: 28,
  GreaterEqual: 29,
  // Reserved words: every kind from here on.
  Import: 32,
  From: 33,
  As: 34,
  Const: 35,
  Block: 36,
  Network: 37,
  Train: 38,
  Search: 39,
  Budget: 40,
  Input: 41,
  Output: 42,
  Expect: 43,
  Repeat: 44,
  If: 45,
  Then: 46,
  Else: 47,
  Residual: 48,
  Shortcut: 49,
  Branch: 50,
  Shared: 51,
  Frozen: 52,
  Training: 53,
  Checkpoint: 54,
  Defaults: 55,
  True: 56,
  False: 57,
  None: 58,
  And: 59,
  Or: 60,
  Not: 61,
} as const;

/** Plain numbers: the kind of the next token changes while the parser looks, so types must not remember it. */
export const T: { readonly [Kind in keyof typeof kinds]: number } = kinds;

export const firstReserved = T.Import;

const reserved = new Map<string, number>([
  ['import', T.Import],
  ['from', T.From],
  ['as', T.As],
  ['const', T.Const],
  ['block', T.Block],
  ['network', T.Network],
  ['train', T.Train],
  ['search', T.Search],
  ['budget', T.Budget],
  ['input', T.Input],
  ['output', T.Output],
  ['expect', T.Expect],
  ['repeat', T.Repeat],
  ['if', T.If],
  ['then', T.Then],
  ['else', T.Else],
  ['residual', T.Residual],
  ['shortcut', T.Shortcut],
  ['branch', T.Branch],
  ['shared', T.Shared],
  ['frozen', T.Frozen],
  ['training', T.Training],
  ['checkpoint', T.Checkpoint],
  ['defaults', T.Defaults],
  ['true', T.True],
  ['false', T.False],
  ['none', T.None],
  ['and', T.And],
  ['or', T.Or],
  ['not', T.Not],
]);

export const reservedWords: readonly string[] = [...reserved.keys()];

export function isReserved(text: string): boolean {
  return reserved.has(text);
}

/** The kind of a word: its own if it is reserved, else `Name`. */
export function wordKind(text: string): number {
  return reserved.get(text) ?? T.Name;
}

export function isWord(kind: number): boolean {
  return kind === T.Name || kind >= firstReserved;
}

/**
 * Tokens as columns: a file is scanned at each keystroke, and an object for every token costs more than the scan.
 * The last one is `End`; the columns are longer than `count`.
 */
export interface Tokens {
  readonly count: number;
  readonly kind: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** The line it stands on, from 0. */
  readonly line: Int32Array;
  /** How far in that line begins; a tab counts as 4. */
  readonly indent: Int32Array;
  /** 1 for the first token of a line. */
  readonly first: Uint8Array;
}
