/** Where the command line writes and what it knows of the terminal: a parameter, so that tests need no process. */

export interface Streams {
  out(text: string): void;
  error(text: string): void;
  /** Columns of the terminal; undefined where the output is no terminal. */
  readonly columns: number | undefined;
  /** Whether colours are wanted. */
  readonly colours: boolean;
  /** The folder that paths are relative to. */
  readonly folder: string;
}

/** Colours on a terminal only, and there not where NO_COLOR (no-color.org) or TERM says so. */
export function processStreams(): Streams {
  const { stdout, stderr, env } = process;
  const wanted = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const unwanted = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return {
    out: text => void stdout.write(text),
    error: text => void stderr.write(text),
    columns: stdout.isTTY ? stdout.columns : undefined,
    colours: wanted || (stdout.isTTY && !unwanted),
    folder: process.cwd(),
  };
}
