/** Offsets and lines: where a place of a text stands for an editor (from 0) and for a person (from 1). */

/** A line and a column in UTF-16 units, both from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export class Lines {
  /** Where each line begins; a byte order mark is not part of the first one. */
  private readonly starts: readonly number[];
  private readonly length: number;

  constructor(text: string) {
    const starts = [text.startsWith('\ufeff') ? 1 : 0];
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
    this.starts = starts;
    this.length = text.length;
  }

  get count(): number {
    return this.starts.length;
  }

  at(offset: number): Position {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: Math.max(0, offset - (this.starts[low] ?? 0)) };
  }

  /** The same from 1, as messages and the command line count. */
  shownAt(offset: number): Position {
    const { line, column } = this.at(offset);
    return { line: line + 1, column: column + 1 };
  }

  /** A place behind the end of its line, or of the text, is the end. */
  offsetOf({ line, column }: Position): number {
    if (line < 0) return 0;
    const start = this.starts[line];
    if (start === undefined) return this.length;
    const next = this.starts[line + 1];
    return Math.min(start + Math.max(0, column), next === undefined ? this.length : next - 1);
  }
}
