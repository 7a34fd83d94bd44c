/** The definitions of a file by where they stand. */
import type { Block, FileNode, Item, Network, Range, Train } from '../language/tree.js';

const touches = (a: Range, b: Range): boolean => a.start <= b.end && b.start <= a.end;

export function itemsIn(file: FileNode, range: Range): readonly Item[] {
  return file.items.filter(item => touches(item.range, range));
}

export function itemAt(file: FileNode, offset: number): Item | undefined {
  return file.items.find(({ range }) => range.start <= offset && offset <= range.end);
}

/** The definition that the place belongs to: half typed, it may not reach that far yet. */
export function itemBefore(file: FileNode, offset: number): Item | undefined {
  return file.items.filter(({ range }) => range.start <= offset).at(-1);
}

export function blocksIn(file: FileNode, range: Range): readonly Block[] {
  return itemsIn(file, range).filter(item => item.kind === 'Block');
}

export function networksOf(file: FileNode): readonly Network[] {
  return file.items.filter(item => item.kind === 'Network');
}

export function trainsOf(file: FileNode): readonly Train[] {
  return file.items.filter(item => item.kind === 'Train');
}
