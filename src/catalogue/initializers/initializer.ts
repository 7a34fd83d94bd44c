/** What an initializer declares: how the first values of a weight are drawn. */
import type { ParameterTable, ValuesOf } from '../parameter.js';

export * from '../parameter.js';

export interface Draw {
  /** Uniform in [0, 1), from the counter (seed, weight, element). */
  readonly uniform: (element: number) => number;
  /** Standard normal. */
  readonly normal: (element: number) => number;
  /** First values of another weight of the layer, where this one's are made of them (`from`). */
  readonly beside?: Float32Array | Float64Array | undefined;
}

export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** What only documentation and other frameworks ask for: a bundle may load it on demand (`catalogue/details.ts`). */
export interface InitializerDetails<A = ValuesOf<ParameterTable>> {
  readonly summary: string;
  readonly source?: string;
  readonly spell: { pytorch(args: A): string };
}

export interface Initializer<P extends ParameterTable = ParameterTable, A = ValuesOf<ParameterTable>> {
  readonly name: string;
  readonly parameters: P;
  /** The weight of the layer from whose first values these are made, so that it is drawn before. */
  readonly from?: string;
  /** Fills `into` (row-major, of `shape`). `fans` are those of the layer's main weight, also for its bias. */
  fill(into: Float32Array | Float64Array, shape: readonly number[], fans: Fans, draw: Draw, args: A): void;
}

export type WholeInitializer = Initializer & InitializerDetails;

export function defineInitializer<P extends ParameterTable>(
  initializer: Initializer<P, ValuesOf<P>> & InitializerDetails<ValuesOf<P>>,
): WholeInitializer {
  return initializer;
}
