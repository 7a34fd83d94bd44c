/** What a remedy reads: a problem, the text that it stands in, and the files around. It answers with fixes, the best one first. */
import type { GraphFix, GraphProblem, Mend } from '../../graph/graph.js';
import type { FileSet, SourceFile } from '../../language/files.js';
import type { Range } from '../../language/range.js';
import type { Node } from '../../language/tree.js';
import { pathAt } from '../../language/walk.js';

export interface Site {
  readonly files: FileSet;
  readonly source: SourceFile;
  readonly uri: string;
  readonly text: string;
  readonly problem: GraphProblem;
  readonly range: Range;
  /** What stands at the problem. */
  readonly written: string;
}

export type Remedy = (site: Site) => readonly GraphFix[];
export type Remedies = { readonly [code: string]: Remedy };

/** A part of the file with other text. */
export interface Put {
  readonly range: Range;
  readonly text: string;
}

/** A fix that writes each of these. */
export function put(title: string, { uri }: Site, ...puts: readonly Put[]): GraphFix {
  return { title, mends: puts.map(({ range, text }): Mend => ({ kind: 'text', at: { uri, range }, text })) };
}

/** Offered, not the one that a person surely wants. */
export const careful = (fix: GraphFix): GraphFix => ({ ...fix, careful: true });

export const insert = (site: Site, at: number, text: string): GraphFix =>
  put(`Insert \`${text.trim()}\``, site, { range: { start: at, end: at }, text });

export const change = (site: Site, range: Range, text: string): GraphFix =>
  put(`Change to \`${text}\``, site, { range, text });

export const remove = (site: Site, range: Range, shown = site.text.slice(range.start, range.end)): GraphFix =>
  put(`Remove \`${shown.trim()}\``, site, { range, text: '' });

/** The line that holds a place, without its break. */
export function lineAt({ text }: Pick<Site, 'text'>, offset: number): Range & { readonly indent: string } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const stop = text.indexOf('\n', offset);
  const end = stop < 0 ? text.length : stop;
  return { start, end, indent: /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? '' };
}

/** The nodes that hold a place, the file first. */
export const pathOf = ({ source, range }: Site, offset = range.start): readonly Node[] => pathAt(source.file, offset);

/** The innermost node of a kind that holds the problem. */
export function nodeAt<K extends Node['kind']>(site: Site, kind: K): Extract<Node, { readonly kind: K }> | undefined {
  const isThat = (node: Node): node is Extract<Node, { readonly kind: K }> => node.kind === kind;
  return pathOf(site).filter(isThat).at(-1);
}

export const textOf = ({ text }: Site, { range }: { readonly range: Range }): string =>
  text.slice(range.start, range.end);
