/** A block or network as it stands in a file: what a recipe points to. */
import type * as tree from '../language/tree.js';
import type { Scope } from './scope.js';

export interface Definition {
  readonly uri: string;
  readonly node: tree.Block | tree.Network;
  /** Names of its file. */
  readonly scope: Scope;
}
