/** Places in a text, and the smallest things that stand there: names, comments, documentation. */

/** Offsets into the text in UTF-16 units; `end` is not included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface At {
  readonly range: Range;
}

/** A name where it is given or used as a key. `text` is empty where the name is missing; the range then is empty too. */
export interface Word extends At {
  readonly kind: 'Word';
  readonly text: string;
}

export interface Comment extends At {
  readonly kind: 'Comment';
  /** With its `#`. */
  readonly text: string;
  /** Nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

/** The `##` lines directly above a definition, without their marks. */
export interface Doc extends At {
  readonly kind: 'Doc';
  readonly text: string;
}
