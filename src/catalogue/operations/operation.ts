/** What an operation declares: types of its results, cost, gradient, and what eager PyTorch keeps for its backward pass. */
import type { Dim } from '../../shape/dim.js';
import type { DType } from '../../shape/dtype.js';
import type { Shape } from '../../shape/shape.js';
import type { TensorType } from '../tensor.js';
import type { Builder } from './builder.js';

/** A tensor within a sequence of operations. Identity is the object; `id` is unique within its sequence. */
export interface Value {
  readonly id: number;
  readonly type: TensorType;
}

export type Attribute = Dim | number | boolean | string | undefined | readonly Attribute[];
export type Attributes = { readonly [name: string]: Attribute };

/** Attributes as kernels and plans see them: every `Dim` is a number. */
export type Concrete<A> = A extends Dim ? number : A extends object ? { readonly [K in keyof A]: Concrete<A[K]> } : A;

export type Inputs = readonly (Value | undefined)[];
export type Results = Value | readonly Value[];

/**
 * One thing kept for backward (docs/memory.md): the storage of an input or of a result, or a buffer of the operation's own.
 * `as`: of an input that is stored in fewer bits a copy in these.
 * `shape` of a buffer is for one sample when `batched`, else for the whole batch.
 */
export type Kept =
  | { readonly input: number; readonly as?: 'float32' }
  | { readonly result: number }
  | { readonly buffer: Shape; readonly dtype: DType; readonly batched: boolean };

export interface KeepContext<A> {
  readonly inputs: readonly (TensorType | undefined)[];
  readonly results: readonly TensorType[];
  /** Which inputs need a gradient. At least one does: an operation of which none does keeps nothing. */
  readonly needs: readonly boolean[];
  readonly attributes: A;
}

export interface GradientContext<A> {
  readonly op: Builder;
  readonly inputs: Inputs;
  readonly results: readonly Value[];
  /** Gradient that arrives at each result; undefined where nothing depends on it. At least one is there. */
  readonly gradients: readonly (Value | undefined)[];
  readonly needs: readonly boolean[];
  readonly attributes: A;
}

/** A gradient for each input, undefined where none flows (integers, or not needed). */
export type Gradients = readonly (Value | undefined)[];

export type OperationTrait =
  /** Results are views: they share the storage of the first input. */
  | 'view'
  /** A view whose elements keep their order (reshape): an engine has nothing to do. */
  | 'reshapes'
  /** PyTorch may write the result over the first input (relu). */
  | 'in-place'
  /** PyTorch does it within the operation before: the result takes the first input's storage (a bias). */
  | 'absorbed'
  /** Draws random numbers from the counter (seed, step, node). */
  | 'random'
  /** Its own gradient is not in the table; `decompose` says what it is made of. */
  | 'first-order'
  /** No gradient flows through it, though its result is made of its input: before it nothing is kept for its sake. */
  | 'stops-gradient'
  /** PyTorch's result lies in memory as the first operand does (as of every element-wise operation). */
  | 'keeps-order'
  /** Element by element, but PyTorch's result lies in rows. */
  | 'in-rows'
  /** PyTorch makes one dimension of all but the last of its first operand, and copies it where they do not lie in a row. */
  | 'folds'
  /** PyTorch's result lies as maps whose channel comes last in memory, where all operands do. */
  | 'keeps-channels-last'
  /** Works element by element on operands of one shape: a candidate for fusion. */
  | 'element-wise';

/**
 * What PyTorch's autocast does with an operation on the CPU (aten/src/ATen/autocast_mode.cpp, the lists of AutocastCPU in 2.15):
 * casts its real operands to the half type or to fp32, and works in that.
 * `like first`: it casts nothing, its result has the first operand's type, its statistics the widest of all. `widens`: it casts
 * nothing, but a step within works in fp32, and the result stays so.
 */
export type Autocast = 'half' | 'full' | 'like first' | 'widens';

/** What only a training plan and documentation ask for: a bundle may load it on demand (`catalogue/details.ts`). */
export interface OperationDetails<A extends Attributes = Attributes> {
  readonly summary: string;
  /** Paper and section, or the standard that defines it. */
  readonly source?: string;
  /** Gradient as further operations. Annotate parameter and result types: the builder's type is made from this table. */
  gradient?(context: GradientContext<A>): Gradients;
  /**
   * How PyTorch's backward of it makes the gradients, for the peak of training (docs/memory.md): by one kernel, with nothing beside
   * them; by handing on what arrives, to every operand of the result's size or to the first; as parts of what arrives. Left out
   * where it takes several operations.
   */
  readonly eagerBackward?: 'kernel' | 'hands on' | 'hands on the first' | 'parts';
  /** Left out, or undefined: it is not in those lists, and what comes out has the widest type of what comes in. */
  autocast?(inputs: readonly (TensorType | undefined)[], attributes: A): Autocast | undefined;
  /** For a `first-order` operation: the same results from operations that have gradients. */
  decompose?(op: Builder, inputs: Inputs, attributes: A): readonly Value[];
}

export interface Operation<A extends Attributes = Attributes, I extends Inputs = Inputs, R extends Results = Results> {
  readonly name: string;
  /** Names of the inputs in order; the last may end in `...` for any number; `?` marks one that may be missing. */
  readonly inputs: readonly string[];
  readonly traits?: readonly OperationTrait[];
  /** Types of the results; inputs fit by construction (layers check them), so this cannot fail. */
  types(inputs: readonly (TensorType | undefined)[], attributes: A): readonly TensorType[];
  /** Multiply-adds for one sample (for the whole when nothing is batched); 0 when left out. */
  multiplyAdds?(inputs: readonly (TensorType | undefined)[], results: readonly TensorType[], attributes: A): Dim;
  /** What PyTorch's autograd keeps; nothing when left out. */
  eagerKeeps?(context: KeepContext<A>): readonly Kept[];
  /** Whether it has a gradient, or is made of operations that have. Set by `defineOperation`. */
  readonly differentiable: boolean;
  /** Carries the types of inputs and results for the builder; never set. */
  readonly signature?: (inputs: I) => R;
}

export type WholeOperation<
  A extends Attributes = Attributes,
  I extends Inputs = Inputs,
  R extends Results = Results,
> = Operation<A, I, R> & OperationDetails<A>;

/** The type of a declaration: attributes, inputs as a labelled tuple, results (one value, or a tuple). */
export type OperationOf<
  A extends Attributes = None,
  I extends Inputs = [x: Value],
  R extends Results = Value,
> = WholeOperation<A, I, R>;

/** Declares an operation. Type arguments: attributes, inputs as a labelled tuple, results (one value, or a tuple). */
export function defineOperation<A extends Attributes, I extends Inputs = [x: Value], R extends Results = Value>(
  operation: Omit<Operation<A, I, R>, 'differentiable'> & OperationDetails<A>,
): WholeOperation<A, I, R> {
  const stops = operation.traits?.includes('stops-gradient') === true;
  return { ...operation, differentiable: !stops && (operation.gradient ?? operation.decompose) !== undefined };
}

/** No attributes. */
export type None = Readonly<Record<string, never>>;
