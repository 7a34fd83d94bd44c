/** How a layer is put together of other layers and of the recipes among its arguments; `graph` does what is asked for here. */
import type { Dim } from '../../shape/dim.js';
import type { Argument, PointArgument, RecipeArgument } from '../argument.js';
import { defineParameter, describe, type Parameter } from '../parameter.js';
import type { TensorType } from '../tensor.js';
import type { Layer } from './layer.js';

/** A tensor within the layer that is put together. */
export type Part = PointArgument;

/** A plain value stands for the argument that a file would give: a text for a bare word. */
export type Plain = Argument | Dim | number | boolean | string;

export interface NamedPart {
  readonly name: string;
  readonly part: Part;
}

/** What one step of a recurrence gives: states in the order in which it took them. */
export interface StepParts {
  readonly result: Part;
  readonly states: readonly NamedPart[];
}

export interface Applied {
  readonly result: Part;
  /** Of a cell: its states behind the step. */
  readonly states: readonly Part[];
}

export interface Assembly {
  /** A layer on parts: the first one flows in, all of them where the layer joins. Parts among its arguments are points. */
  layer(layer: Layer, args: { readonly [name: string]: Plain }, inputs: readonly Part[], name?: string): Part;
  /** A further result of what made a part. */
  resultOf(part: Part, name: string): Part | undefined;
  /** A recipe once more, with weights of its own. `idle`: no sample's work falls to it. */
  apply(recipe: RecipeArgument, x: Part, options?: ApplyOptions): Applied;
  /** Names of the states that a recipe takes beside its flow; none where it is no cell. */
  statesOf(recipe: RecipeArgument): readonly string[];
  /** Types of the states that a cell makes of an entry by itself; undefined where it must be given some. */
  ownStates(recipe: RecipeArgument, entry: TensorType): readonly (TensorType | undefined)[] | undefined;
  /** A step for each entry along the first dimension of a part, with one set of weights. */
  scan(x: Part, states: readonly Part[], step: Step, options: ScanOptions): StepParts;
  /** Says what is wrong, at an argument or at the call. */
  say(message: string, at?: string): void;
}

export interface ApplyOptions {
  readonly name?: string;
  readonly idle?: boolean;
  readonly states?: readonly NamedPart[];
}

export type Step = (inner: Assembly, entry: Part, states: readonly Part[]) => StepParts;

export interface ScanOptions {
  readonly name: string;
  readonly reverse: boolean;
}

/** A layer, block or chain that the layer applies itself. */
export function recipe(doc: string): Parameter<RecipeArgument> {
  return defineParameter<RecipeArgument>({
    kind: 'recipe',
    doc,
    takes: 'recipe',
    read: argument =>
      argument.kind === 'recipe'
        ? { value: argument }
        : { error: `needs a layer or block with its arguments, not ${describe(argument)}` },
  });
}
