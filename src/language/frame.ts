/** Where a name lives while its file is being read: frames within frames, and the arms of `if` around it. */
import type { Word } from './range.js';
import type { NamedSymbol } from './symbols.js';
import type { Block, IfLink, Network } from './tree.js';

export type Owner = Block | Network;

/** A symbol while its file is still being read. */
export interface OpenSymbol extends NamedSymbol {
  readonly definitions: Word[];
  /** The arms of `if` that it stands in, outermost first. */
  readonly arms: readonly Arm[];
}

export interface Arm {
  readonly of: IfLink;
  readonly taken: boolean;
}

/** A part of the text whose names end with it: the file, a block, a round of `repeat`, a `training`, a `train`. */
export interface Frame {
  readonly names: Map<string, OpenSymbol>;
  readonly outer: Frame | undefined;
  readonly end: number;
  readonly owner: Owner | undefined;
}

/** Never both: they stand in two arms of one `if`. */
export function areExclusive(a: readonly Arm[], b: readonly Arm[]): boolean {
  return a.some(arm => b.some(other => other.of === arm.of && other.taken !== arm.taken));
}
