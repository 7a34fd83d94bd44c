/** One entry of a completion list, as plain data. */
import type { Range } from '../language/range.js';
import type { TextEdit } from '../language/problem.js';

export type SuggestionKind =
  | 'layer'
  | 'block'
  | 'network'
  | 'point'
  | 'constant'
  | 'parameter'
  | 'argument'
  | 'setting'
  | 'declaration'
  | 'word'
  | 'value'
  | 'keyword'
  | 'function'
  | 'file'
  | 'snippet';

export interface Suggestion {
  readonly label: string;
  readonly kind: SuggestionKind;
  /** Shown beside the label, dimmed: what comes out of a layer, the default of an argument. */
  readonly description?: string;
  readonly insert: string;
  /** Whether `insert` has places to be filled in. */
  readonly snippet?: boolean;
  /** Smaller ones come first. */
  readonly rank: number;
  readonly replace: Range;
  /** Goes on with the next completion once this one is taken; a snippet that begins inside of a call, with what the call takes. */
  readonly again?: boolean | 'signature';
  readonly doc?: () => string;
  /** Changes elsewhere: an import that becomes necessary. */
  readonly also?: readonly TextEdit[];
}
