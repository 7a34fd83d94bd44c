/** The parser's place in the tokens: looking, stepping on, knowing where a line or a bracket ends, and reporting. */
import { findBrackets, type Brackets } from './brackets.js';
import type { Problem, Related, TextEdit } from './problem.js';
import { maxProblems, type Scanned } from './scan.js';
import { T, isWord, type Tokens } from './tokens.js';
import type { Missing, Range, Word } from './tree.js';

/** Deeper than this nothing is read: every later phase may recurse over the tree. */
export const maxDepth = 200;

/** What a line break means: the end of the expression, nothing, or, in a bracket that nothing closes, perhaps its end. */
export const Lines = { End: 0, Free: 1, Open: 2 } as const;
export type LineMode = (typeof Lines)[keyof typeof Lines];

export class Cursor {
  readonly text: string;
  readonly tokens: Tokens;
  readonly brackets: Brackets;
  readonly problems: Problem[];
  private readonly problemLines: Set<number>;
  private readonly kinds: Uint8Array;
  private readonly firsts: Uint8Array;
  i = 0;
  mode: LineMode = Lines.End;
  depth = 0;
  private tooDeep = false;
  /** How far in the line of the innermost open bracket begins, where its arguments could be mistaken for settings. */
  settingsIndent = -1;
  inSettings = false;
  /** The line before could not be read: this one most likely belongs to it, and needs no message of its own. */
  lost = false;
  /** A token that begins a statement though it does not begin a line: what stands before it was told. */
  breaksHere = -1;

  constructor(text: string, scanned: Scanned) {
    this.text = text;
    this.tokens = scanned.tokens;
    this.kinds = scanned.tokens.kind;
    this.firsts = scanned.tokens.first;
    this.brackets = findBrackets(scanned.tokens);
    this.problems = [...scanned.problems];
    this.problemLines = new Set(scanned.problemLines);
  }

  // --- looking ---

  get kind(): number {
    return this.kinds[this.i] ?? T.End;
  }
  kindAt(i: number): number {
    return this.kinds[i] ?? T.End;
  }
  /** The next token begins a line. */
  get atLineStart(): boolean {
    return this.firsts[this.i] === 1;
  }
  isFirst(i: number): boolean {
    return this.firsts[i] === 1;
  }
  get start(): number {
    return this.tokens.start[this.i] ?? this.text.length;
  }
  /** Where the last token that was read ends. */
  get lastEnd(): number {
    return this.i === 0 ? 0 : (this.tokens.end[this.i - 1] ?? 0);
  }
  indentAt(i: number): number {
    return this.tokens.indent[i] ?? 0;
  }
  wordAt(i: number): string {
    return this.text.slice(this.tokens.start[i], this.tokens.end[i]);
  }
  rangeAt(i: number): Range {
    return { start: this.tokens.start[i] ?? 0, end: this.tokens.end[i] ?? 0 };
  }
  /** From `start` to the end of the last token read; where nothing was read, the empty range behind that token. */
  rangeFrom(start: number): Range {
    const end = this.lastEnd;
    return { start: end < start ? end : start, end };
  }
  get here(): Range {
    return { start: this.lastEnd, end: this.lastEnd };
  }
  get atTop(): boolean {
    return this.brackets.top[this.i] === 1 || this.kind === T.End;
  }

  /** The next token cannot go on with the expression that was read so far. */
  get exprEnds(): boolean {
    return this.firsts[this.i] === 1 && this.mode !== Lines.Free && (this.mode === Lines.End || this.opensLine());
  }
  /** In a bracket that nothing closes: the line that begins here is a step or a setting, not one more argument. */
  opensLine(): boolean {
    const last = this.kindAt(this.i - 1);
    if (last !== T.Comma && last !== T.LeftParen && last !== T.LeftBracket) return true;
    if (this.kind === T.Arrow) return true;
    if (!isWord(this.kind) || this.kind === T.True || this.kind === T.False || this.kind === T.None) return false;
    if (this.kindAt(this.i + 1) !== T.Colon) return true;
    return this.inSettings && this.indentAt(this.i) <= this.settingsIndent;
  }

  // --- stepping on ---

  take(): number {
    const at = this.i;
    if (this.kind !== T.End) this.i++;
    return at;
  }
  takeIf(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.i++;
    return true;
  }
  /** The next token is read as one of this kind, which was meant. */
  readAs(kind: number): void {
    this.kinds[this.i] = kind;
  }
  takeWord(): Word {
    const at = this.take();
    return { kind: 'Word', text: this.wordAt(at), range: this.rangeAt(at) };
  }
  get missingWord(): Word {
    return { kind: 'Word', text: '', range: this.here };
  }
  get missing(): Missing {
    return { kind: 'Missing', range: this.here };
  }
  /** Leaves what cannot be read, up to the next line, a brace or a definition; brackets that close are left whole. */
  skipLine(): void {
    while (this.kind !== T.End && this.kind !== T.LeftBrace && this.kind !== T.RightBrace) {
      const closes = this.brackets.match[this.i] ?? -1;
      this.i = closes > this.i ? closes + 1 : this.i + 1;
      if (this.firsts[this.i] === 1) return;
    }
  }

  // --- depth ---

  /** One level further in; at the limit it reports, skips what is deeper, and says false. */
  enter(): boolean {
    if (this.depth < maxDepth) {
      this.depth++;
      return true;
    }
    this.reportDepth();
    this.skipDeep();
    return false;
  }
  leave(): void {
    this.depth--;
  }
  reportDepth(): void {
    if (this.tooDeep) return;
    this.tooDeep = true;
    this.report(
      'too-deep',
      this.rangeAt(this.i),
      `this is nested more than ${maxDepth} levels deep; what is deeper is not read`,
    );
  }
  private skipDeep(): void {
    for (;;) {
      const kind = this.kind;
      if (kind === T.LeftBrace && this.brackets.match[this.i] === -1) {
        do this.i++;
        while (!this.atTop);
        return;
      }
      if (this.atTop || kind === T.RightBrace || kind === T.RightParen || kind === T.RightBracket || kind === T.Comma)
        return;
      const closes = this.brackets.match[this.i] ?? -1;
      this.i = closes > this.i ? closes + 1 : this.i + 1;
      if (this.firsts[this.i] === 1 && this.mode !== Lines.Free) return;
    }
  }

  // --- reporting ---

  /** One message a line: what follows a mistake on its line is more often its echo than another mistake. */
  report(
    code: string,
    range: Range,
    message: string,
    more: { related?: Related[]; fix?: TextEdit; title?: string } = {},
  ): void {
    const line = this.lineOf(range.start);
    if (this.problemLines.has(line)) return;
    this.problemLines.add(line);
    if (this.problems.length > maxProblems) return;
    if (this.problems.length === maxProblems) {
      this.problems.push({
        code: 'too-many-problems',
        severity: 'error',
        range,
        message: 'there are more mistakes from here on; they are not listed',
      });
      return;
    }
    const { related, fix, title } = more;
    this.problems.push({
      code,
      severity: 'error',
      message,
      range,
      ...(related && { related }),
      ...(fix && { fix: { title: title ?? `Insert \`${fix.text}\``, edits: [fix] } }),
    });
  }
  /** Something that cannot be read at all: of several such lines in a row only the first is reported. */
  reportLost(message: string): void {
    if (!this.lost) this.report('not-understood', this.rangeAt(this.i), message);
    this.lost = true;
  }
  /** Something is missing right behind the last token. */
  reportMissing(code: string, message: string): void {
    this.report(code, this.here, message);
  }
  /** Is there already a message on the line of the last token? */
  get lineIsReported(): boolean {
    return this.problemLines.has(this.lineOf(this.lastEnd));
  }
  /** Reports start at the current token, at the one before it, or within a few: looked for from here. */
  private lineOf(offset: number): number {
    let i = this.i;
    while (i > 0 && (this.tokens.start[i] ?? 0) > offset) i--;
    while ((this.tokens.end[i] ?? 0) < offset && this.kindAt(i) !== T.End) i++;
    return this.tokens.line[i] ?? 0;
  }
  /** The last thing read, as a message shows it: not a comma but what stands before it, and a colon with its key. */
  get lastShown(): string {
    let at = this.i - 1;
    if (at > 0 && this.kindAt(at) === T.Comma) at--;
    if (at < 0) return '';
    return this.kindAt(at) === T.Colon && at > 0 ? `${this.shown(at - 1)}:` : this.shown(at);
  }
  get nextShown(): string {
    return this.shown(this.i);
  }
  private shown(at: number): string {
    const shown = this.wordAt(at);
    return shown.length > 24 ? `${shown.slice(0, 21)}...` : shown;
  }
}
