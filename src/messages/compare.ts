/** What extension and server say to each other about two versions of a file, or two networks. */

/** One side of a comparison. */
export interface ComparedSide {
  readonly uri: string;
  /** Only this network; all of the file where it is null. */
  readonly network: string | null;
  /** Texts that stand for those of the editor, by address: the file, and what it imports, as they were. */
  readonly texts: Readonly<Record<string, string>>;
  /** `lenet.nn at HEAD`. */
  readonly label: string;
}

/** The page of a comparison: params `ComparisonQuestion`, result Markdown, or null where there is nothing to compare. */
export const comparisonRequest = 'netwright/comparison';
export interface ComparisonQuestion {
  readonly before: ComparedSide;
  readonly after: ComparedSide;
}

/** What each network of an open file gained or lost: params `ChangesQuestion`, result a list of `NetworkChange`. */
export const changesRequest = 'netwright/changes';
export interface ChangesQuestion {
  readonly textDocument: { readonly uri: string };
  /** As in `ComparedSide`. */
  readonly texts: Readonly<Record<string, string>>;
}
export interface NetworkChange {
  readonly network: string;
  /** The end of the line of its name. */
  readonly line: number;
  readonly character: number;
  /** `+1.2K params · -3 MiB`. */
  readonly text: string;
  /** Before and after, as a Markdown table. */
  readonly detail: string;
}

/** The command that compares: arguments are the file's URI, and `HEAD`, another file's URI, or `#Network` of the same file. */
export const compareCommand = 'netwright.compareWith';
