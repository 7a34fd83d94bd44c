/** The text of a file with lines and columns as the protocol counts them: from 0, in UTF-16 units, a line's break not part of it. */
import type { Position, Range } from 'vscode-languageserver-protocol';

/** A part of the text that became another, or all of it. */
export interface TextChange {
  readonly range?: Range | undefined;
  readonly text: string;
}

export class TextDocument {
  private starts: readonly number[] | undefined;

  constructor(
    readonly uri: string,
    readonly version: number,
    private readonly text: string,
  ) {}

  /** The next version: each change is of the text that the one before it left. */
  changed(changes: readonly TextChange[], version: number): TextDocument {
    return changes.reduce<TextDocument>((before, { range, text }) => before.with(range, text, version), this);
  }

  private with(range: Range | undefined, put: string, version: number): TextDocument {
    if (!range) return new TextDocument(this.uri, version, put);
    const [a, b] = [this.offsetAt(range.start), this.offsetAt(range.end)];
    const text = this.text.slice(0, Math.min(a, b)) + put + this.text.slice(Math.max(a, b));
    return new TextDocument(this.uri, version, text);
  }

  getText(): string {
    return this.text;
  }

  get lineCount(): number {
    return this.lines.length;
  }

  offsetAt({ line, character }: Position): number {
    const start = line < 0 ? 0 : this.lines[line];
    if (start === undefined) return this.text.length;
    if (line < 0) return 0;
    const next = this.lines[line + 1] ?? this.text.length;
    return this.beforeBreak(Math.min(start + Math.max(0, character), next), start);
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lines[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const start = this.lines[low] ?? 0;
    return { line: low, character: this.beforeBreak(at, start) - start };
  }

  /** A place behind the break of its line, or within it, is the line's end. */
  private beforeBreak(offset: number, start: number): number {
    let at = offset;
    while (at > start && /[\r\n]/.test(this.text.charAt(at - 1))) at--;
    return at;
  }

  private get lines(): readonly number[] {
    return (this.starts ??= startsOf(this.text));
  }
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  // Rarely is a line's break anything else, and a search for one character is quick.
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (const {
    index,
    0: { length },
  } of text.matchAll(/\r\n|\r|\n/g))
    starts.push(index + length);
  return starts;
}
