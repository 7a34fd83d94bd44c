/** For each line of a text, which line of an earlier version it was: kept up with edits, a splice for each. */

export interface LineChange {
  /** First and last line that the edit touched, from 0. */
  readonly first: number;
  readonly last: number;
  /** Line breaks in what was put there. */
  readonly breaks: number;
  /** The edit began before the first character of its line, so that what is pushed down is the line itself. */
  readonly atLineStart: boolean;
}

export class LineOrigins {
  /** Undefined while no edit has added or taken away a line. */
  private origins: number[] | undefined;

  constructor(private readonly lineCount: number) {}

  /** The line of the earlier version, undefined for a new one. */
  of(line: number): number | undefined {
    if (this.origins === undefined) return line < this.lineCount ? line : undefined;
    const origin = this.origins[line];
    return origin === undefined || origin < 0 ? undefined : origin;
  }

  change({ first, last, breaks, atLineStart }: LineChange): void {
    if (last - first === breaks) return;
    this.origins ??= Array.from({ length: this.lineCount }, (_, line) => line);
    // The touched lines stay what they were as far as there are as many; what is too much goes, what is new is new.
    const touched = this.origins.slice(first, last + 1);
    const shift = atLineStart ? touched.length - (breaks + 1) : 0;
    const after = Array.from({ length: breaks + 1 }, (_, i) => touched[i + shift] ?? -1);
    this.origins.splice(first, touched.length, ...after);
  }
}
