/** From the text of a `.nn` file to its tree and what is wrong with it; it never throws. */
import type { Problem } from './problem.js';
import type { FileNode } from './tree.js';

export interface Parsed {
  readonly file: FileNode;
  readonly problems: readonly Problem[];
}

export function parse(text: string): Parsed {
  return { file: { kind: 'File', items: [], comments: [], range: { start: 0, end: text.length } }, problems: [] };
}
