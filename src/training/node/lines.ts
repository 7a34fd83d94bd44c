/** Cuts a stream of text into lines. */

/** A longer line than this is not ours: it is dropped. */
const LONGEST = 64 * 1024 * 1024;

/** Gives a listener of pieces that calls `onLine` for each whole line. */
export function splitLines(onLine: (line: string) => void): (piece: string) => void {
  let rest = '';
  return piece => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) rest = '';
    for (const line of lines) if (line.trim() !== '') onLine(line);
  };
}
