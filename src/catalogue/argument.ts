/** Values of the language as declarations read them: what stands between the parentheses of a call. */
import type { Dim } from '../shape/dim.js';
import type { TensorType } from './tensor.js';

/** `key` is equal for equal arguments: results of calls are cached by it. */
interface Keyed {
  readonly key: string;
}

export interface NumberArgument extends Keyed {
  readonly kind: 'number';
  readonly value: Dim;
}
export interface TextArgument extends Keyed {
  readonly kind: 'text';
  readonly value: string;
}
export interface FlagArgument extends Keyed {
  readonly kind: 'flag';
  readonly value: boolean;
}
export interface NoneArgument extends Keyed {
  readonly kind: 'none';
}
/** A bare choice: `same`, `nearest`. */
export interface WordArgument extends Keyed {
  readonly kind: 'word';
  readonly value: string;
}
export interface ListArgument extends Keyed {
  readonly kind: 'list';
  readonly items: readonly Argument[];
}
/** A tensor of the network; type undefined where an earlier mistake made it unknown. The graph's own class stands behind it. */
export interface PointArgument extends Keyed {
  readonly kind: 'point';
  readonly type: TensorType | undefined;
}
/** A weight of another layer, to be used here too. */
export interface WeightArgument extends Keyed {
  readonly kind: 'weight';
  readonly type: TensorType;
}
/** A layer, block or chain with its arguments, not applied yet: `relu`, `groupnorm(32)`; also calls such as `he`, `adam(lr: 1)`. */
export interface RecipeArgument extends Keyed {
  readonly kind: 'recipe';
  /** Name of the layer, block or declaration that is called. */
  readonly name: string;
  readonly positional: readonly Argument[];
  readonly named: ReadonlyMap<string, Argument>;
}

export type Argument =
  | NumberArgument
  | TextArgument
  | FlagArgument
  | NoneArgument
  | WordArgument
  | ListArgument
  | PointArgument
  | WeightArgument
  | RecipeArgument;
