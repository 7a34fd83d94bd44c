/** What the server needs of the program that runs it: files, and a way to let waiting messages in first. */

export interface ServerHost {
  /** The text of a file, undefined where there is none; a promise where it cannot be had at once. */
  read(uri: string): string | undefined | Promise<string | undefined>;
  /** Calls back after the messages that have already arrived. */
  defer(callback: () => void): void;
  /** For the log: `node 20.1`. */
  readonly name: string;
}
