/** What a loss declares: which tensors it compares, what it requires of their shapes, and its operations. */
import type { Doc } from '../details.js';
import type { Truth } from '../../shape/dim.js';
import type { Builder } from '../operations/builder.js';
import type { Value } from '../operations/operation.js';
import type { ParameterTable, ValuesOf } from '../parameter.js';
import type { TensorType } from '../tensor.js';

export * from '../parameter.js';

export type LossTrait =
  /** Takes logits and applies softmax or sigmoid itself. */
  | 'takes-logits'
  /** Takes logarithms of positive numbers that add up to 1. */
  | 'takes-log-probabilities'
  | 'classification'
  /** Compares numbers for all classes with one class: the output has a dimension of classes (`axis`). */
  | 'over-classes'
  | 'regression'
  /** Compares pairs within a batch. */
  | 'pairs';

export interface LossInput {
  readonly name: string;
  readonly doc: Doc;
  /** `output`: a tensor of the network; `target`: a field of the data, a point or a number. */
  readonly role: 'output' | 'target';
  readonly dtype: 'float' | 'int64';
  /** Optional inputs come last. */
  readonly optional?: boolean;
}

export interface LossRequirement<A> {
  holds(types: { readonly [input: string]: TensorType | undefined }, args: A): Truth;
  says(types: { readonly [input: string]: TensorType | undefined }, args: A): string;
}

/** What only documentation and other frameworks ask for: a bundle may load it on demand (`catalogue/details.ts`). */
export interface LossDetails<A = ValuesOf<ParameterTable>> {
  readonly summary: string;
  readonly formula?: string;
  readonly source?: string;
  readonly spell: { pytorch(args: A): string };
  readonly example: string;
}

export interface Loss<P extends ParameterTable = ParameterTable, A = ValuesOf<ParameterTable>> {
  readonly name: string;
  readonly traits?: readonly LossTrait[];
  /** Tensors in the order of positional arguments: `cross_entropy(logits, target: label)`. */
  readonly inputs: readonly LossInput[];
  readonly parameters: P;
  readonly requires?: readonly LossRequirement<A>[];
  /** One number: the mean over the batch. */
  lower?(op: Builder, inputs: { readonly [name: string]: Value }, args: A): Value;
}

export type WholeLoss = Loss & LossDetails;

export function defineLoss<P extends ParameterTable>(loss: Loss<P, ValuesOf<P>> & LossDetails<ValuesOf<P>>): WholeLoss {
  return loss;
}
