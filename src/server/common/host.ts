/** What the server needs of the program that runs it: files, a way to let waiting messages in first, an end. */

export interface ServerHost {
  /** The text of a file on the disk, undefined where there is none. Without a disk the editor is asked. */
  readonly read: ((uri: string) => string | undefined) | undefined;
  /** Calls back after the messages that have already arrived. */
  defer(callback: () => void): void;
  /** Texts in the language of a locale, for an editor that hands none over; undefined where there are none. */
  texts?(locale: string): Readonly<Record<string, string>> | undefined;
  /** The same for what is said of problems: templates of sentences. */
  messages?(locale: string): Readonly<Record<string, string>> | undefined;
  /** The same for the documentation of what can be called: asked for when some of it is shown. */
  docs?(locale: string): Readonly<Record<string, string>> | undefined;
  /** Address of a page of the reference, with `{page}` in it, for an editor that names none. */
  readonly reference?: string | undefined;
  /** For the log: `node 20.1`. */
  readonly name: string;
  /** The editor has asked the server to get ready for its end. */
  shutDown?(): void;
  exit(): void;
  /** The process that the server works for: when it is gone, nobody says so. */
  servedBy?(pid: number): void;
}
