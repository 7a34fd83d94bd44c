/** Which blocks and networks call a block, and which it calls, across files. */
import type { SourceFile } from '../language/files.js';
import type { Range } from '../language/range.js';
import { symbolAt } from '../language/symbols.js';
import type { Block, Network } from '../language/tree.js';
import { itemAt } from './definitions.js';
import type { View } from './view.js';

export interface CallItem {
  readonly name: string;
  readonly kind: 'network' | 'block';
  readonly uri: string;
  readonly range: Range;
  readonly nameRange: Range;
}

export interface CallEdge {
  readonly item: CallItem;
  /** Where it is called, in the file of the caller. */
  readonly from: readonly Range[];
}

type Callable = Block | Network;
type Files = View['files'];

const itemOf = (source: SourceFile, node: Callable): CallItem => ({
  name: node.name.text,
  kind: node.kind === 'Network' ? 'network' : 'block',
  uri: source.uri,
  range: node.range,
  nameRange: node.name.range,
});

const isCallable = (node: { readonly kind: string } | undefined): node is Callable =>
  node?.kind === 'Block' || node?.kind === 'Network';

/** The block or network at the place: the one named there, else the one around. */
export function callItemAt({ source, files }: View, offset: number): CallItem | undefined {
  const symbol = symbolAt(source.scopes, offset);
  if (symbol !== undefined) {
    const found = files.find(source, symbol.name);
    if (symbol.owner === undefined && isCallable(found?.definition)) return itemOf(found.source, found.definition);
  }
  const around = itemAt(source.file, offset);
  return isCallable(around) ? itemOf(source, around) : undefined;
}

interface Found {
  readonly source: SourceFile;
  readonly caller: Callable;
  readonly callee: CallItem;
  readonly range: Range;
}

function callsIn(files: Files, source: SourceFile): readonly Found[] {
  return source.scopes.references.flatMap(({ symbol, range }): readonly Found[] => {
    if (symbol === undefined || symbol.owner !== undefined) return [];
    const caller = itemAt(source.file, range.start);
    const found = files.find(source, symbol.name);
    if (!isCallable(caller) || !isCallable(found?.definition)) return [];
    return [{ source, caller, callee: itemOf(found.source, found.definition), range }];
  });
}

function grouped(found: readonly Found[], itemFor: (one: Found) => CallItem): readonly CallEdge[] {
  const edges = new Map<string, { item: CallItem; from: Range[] }>();
  for (const one of found) {
    const item = itemFor(one);
    const key = `${item.uri}#${String(item.nameRange.start)}`;
    const edge = edges.get(key) ?? { item, from: [] };
    edges.set(key, edge);
    edge.from.push(one.range);
  }
  return [...edges.values()];
}

const isSame = (a: CallItem, b: CallItem): boolean => a.uri === b.uri && a.nameRange.start === b.nameRange.start;

export function callersOf(files: Files, item: CallItem): readonly CallEdge[] {
  const found = files.known.flatMap(source => callsIn(files, source)).filter(({ callee }) => isSame(callee, item));
  return grouped(found, ({ source, caller }) => itemOf(source, caller));
}

export function calleesOf(files: Files, item: CallItem): readonly CallEdge[] {
  const source = files.get(item.uri);
  if (source === undefined) return [];
  const found = callsIn(files, source).filter(({ caller }) => caller.name.range.start === item.nameRange.start);
  return grouped(found, ({ callee }) => callee);
}
