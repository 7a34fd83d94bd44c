/** What an optimizer declares: its state, which the analyzer counts, and its update, which the engine runs. */
import type { Dim } from '../../shape/dim.js';
import type { Shape } from '../../shape/shape.js';
import type { ParameterTable, ValuesOf } from '../parameter.js';

export * from '../parameter.js';

/**
 * One state tensor of a weight: shaped like it, one number for each weight tensor (a step counter), a shape of its own,
 * or so many elements for all weights together (L-BFGS).
 */
export type StateSpec =
  | false
  | 'like-weight'
  | 'scalar'
  /** Undefined: this weight has no such tensor. */
  | { readonly shapeOf: (weight: Shape) => Shape | undefined }
  | { readonly copiesOfAll: number }
  /** So many tensors of one number, whatever the weights are. */
  | { readonly scalars: number };

/** Numbers of one element's state, changed in place by `update`. */
export interface ElementState {
  [name: string]: number;
}

export type OptimizerTrait =
  /** A weight moves by about the learning rate, however large its gradient is. */
  | 'scale-free'
  /** PyTorch makes its state for every weight that it is given, before the first step: for frozen ones too. */
  | 'state-of-frozen';

/** What only training, documentation and other frameworks ask for: a bundle may load it on demand (`catalogue/details.ts`). */
export interface OptimizerDetails<A = ValuesOf<ParameterTable>> {
  readonly summary: string;
  readonly source?: string;
  readonly spell: { pytorch(args: A): string };
  readonly example: string;
  /**
   * Tensors as large as the weight that PyTorch's default implementation makes while it moves one, beside its state; and those of
   * the weight before that are still there. Where it moves all weights together, so many copies of them all.
   */
  moves(args: A): { readonly own: number; readonly before?: number } | { readonly all: number };
}

export interface Optimizer<P extends ParameterTable = ParameterTable, A = ValuesOf<ParameterTable>> {
  readonly name: string;
  readonly traits?: readonly OptimizerTrait[];
  readonly parameters: P;
  /** State tensors, as PyTorch's default implementation keeps them (docs/memory.md). `step` counters are `scalar`. */
  state(args: A): { readonly [name: string]: StateSpec };
  /**
   * New value of one weight element from its gradient: the plain reference. `s` holds the element's state; `t` counts
   * steps from 1. Left out where the update is not element by element (L-BFGS, Adafactor): then the engine says so.
   */
  update?(w: number, g: number, s: ElementState, args: A, t: number): number;
}

export type WholeOptimizer = Optimizer & OptimizerDetails;

export function defineOptimizer<P extends ParameterTable>(
  optimizer: Optimizer<P, ValuesOf<P>> & OptimizerDetails<ValuesOf<P>>,
): WholeOptimizer {
  return optimizer;
}

export interface StateBytes {
  /** Elements of state tensors of more than one element. */
  readonly elements: Dim;
  /** One-element tensors. */
  readonly scalars: Dim;
}
