/** What a layer kind declares, and `defineLayer`, which infers the types of its rules from its parameters and its input. */
import { Dim, type Truth } from '../../shape/dim.js';
import type { Sketch } from '../sketch.js';
import type { DType } from '../../shape/dtype.js';
import type { Shape } from '../../shape/shape.js';
import type { Argument, RecipeArgument } from '../argument.js';
import type { Builder } from '../operations/builder.js';
import type { Value } from '../operations/operation.js';
import type { ParameterTable, ValuesOf } from '../parameter.js';
import type { TensorType } from '../tensor.js';
import type { Assembly, NamedPart, Part } from './assembly.js';

export * from '../parameter.js';
export * from '../spatial-parameters.js';

/** `spatial(1, 3)`: between one and three axes behind the channel. */
export interface Axes {
  readonly axes: readonly [min: number, max: number];
}
export const spatial = (min: number, max: number): readonly [Axes] => [{ axes: [min, max] }];

/**
 * A pattern for the flow: names bind one dimension each, `spatial` binds `axes`, `'...'` binds `rest` (any number of
 * dimensions, once). `['...', 'D']`: any rank, last dimension D.
 */
export type Pattern = readonly (string | Axes)[];

type Names<I extends Pattern> = Exclude<Extract<I[number], string>, '...'>;

/** What a rule may ask of the input once it fits the pattern. */
export type Bound<I extends Pattern = Pattern> = { readonly [K in Names<I>]: Dim } & {
  /** Sizes bound by `spatial`. */
  readonly axes: readonly Dim[];
  /** Dimensions bound by `'...'`. */
  readonly rest: readonly Dim[];
  /** The flow. */
  readonly x: TensorType;
  /** The flow and then further points of a joining layer, or the branches. */
  readonly all: readonly TensorType[];
  /** Types of points given by parameters of kind `point`, under the parameter's name. */
  readonly points: { readonly [name: string]: TensorType | undefined };
};

export interface WeightSpec {
  readonly shape: Shape;
  /** Name of an initializer of the catalogue. */
  readonly init: string;
  /** The call, where it has arguments: `normal(std: 0.02)`. */
  readonly recipe?: RecipeArgument | undefined;
  /** A row that begins with zeros, whatever the initializer draws. */
  readonly zeroRow?: Dim;
}

export interface BufferSpec {
  readonly shape: Shape;
  readonly dtype: DType;
  /** Every element at the start. */
  readonly fill: number;
  /** Elements by position (row-major) where they differ: a table of indices. */
  readonly values?: (element: number) => number;
}

/** A remedy for an unmet requirement: this argument written so, or left out. */
export interface Remedy {
  readonly argument: string;
  readonly value: string | undefined;
}

export interface Requirement<B, A> {
  /** The parameter to underline, or the whole call. */
  readonly at?: string;
  /** A warning where it may be run, but means nothing; else an error. */
  readonly severity?: 'warning';
  holds(bound: B, args: A): Truth;
  says(bound: B, args: A): string;
  instead?(bound: B, args: A): readonly Remedy[];
  /** Dimensions of inputs that must be equal for it to hold: messages say where each comes from. */
  pairs?(bound: B, args: A): readonly SizePair[];
  /** The dimension that is too small where it does not hold: messages say what made it so small. */
  small?(bound: B, args: A): SizeAt | undefined;
}

/** A dimension of an input of the call: which input, counted over the flow and the points; which axis. */
export interface SizeAt {
  readonly input: number;
  readonly axis: number;
}

export interface SizePair {
  readonly left: SizeAt;
  readonly right: SizeAt;
}

export interface LowerSite<B> {
  readonly bound: B;
  /** Flow and points or branches of a joining layer. */
  readonly all: readonly Value[];
  readonly points: { readonly [name: string]: Value | undefined };
  readonly buffers: { readonly [name: string]: Value };
  /** The training pass. Frozen parts are lowered with false. */
  readonly training: boolean;
  /** Names of further results that somebody reads; a result that nobody wants may be left out at the end. */
  readonly wanted?: ReadonlySet<string>;
  /** New values of buffers that a training pass makes (running statistics): call once for each. */
  readonly update: (buffer: string, value: Value) => void;
}

export type LayerTrait =
  | 'adds-bias'
  | 'mixes-channels'
  | 'removes-channel-mean'
  | 'normalizes'
  | 'linear'
  | 'non-linear'
  | 'saturates'
  /** Gives 0 for what is below 0, and no gradient there. */
  | 'rectifies'
  /** Keeps mean 0 and variance 1 by itself from layer to layer. */
  | 'self-normalizes'
  /** Dimensions in another order: the last two exchanged, or as `order` says. */
  | 'permutes'
  /** Lays dimensions `from` to `to` side by side. */
  | 'flattens'
  /** A window over the axes behind the channel: `kernel`, `stride`, `padding`. */
  | 'slides'
  /** A window the other way round: each input cell reaches `kernel` output cells. */
  | 'slides-transposed'
  /** One result for all cells of a channel. */
  | 'global'
  /** Statistics over the samples of a batch. */
  | 'batch-statistics'
  /** Takes the first dimension for the channel, or that of `axis`. */
  | 'channel-first'
  /** Takes the last dimension for the features. */
  | 'feature-last'
  | 'pools'
  | 'drops'
  | 'joins'
  | 'views'
  | 'probabilities'
  /** Its results along an axis add up to 1. */
  | 'normalizes-axis'
  /** Logarithms of positive numbers that add up to 1. */
  | 'log-probabilities'
  | 'recurrent'
  /** One step of a recurrence: its results are its states, which it takes as points. */
  | 'cell'
  /** A source that gives one tensor a sample (random numbers), not one for the whole batch. */
  | 'per-sample'
  | 'source'
  | 'embeds';

export type LayerInput = Pattern | 'none' | 'joined';

/** What only documentation and other frameworks ask for: a bundle may load it on demand (`catalogue/details.ts`). */
export interface LayerDetails<B = Bound, A = ValuesOf<ParameterTable>> {
  readonly summary: string;
  /** The arithmetic in one line, plain text or Unicode. Layers of the list have it, and a source; what they are put together of may do without. */
  readonly formula?: string;
  /** A paper, or the function of PyTorch whose rules it follows. */
  readonly source?: string;
  /** Its name in Keras 3, behind `keras.`; several where the number of axes decides. */
  readonly keras?: string;
  readonly spell: {
    /** PyTorch's way to write it: a module call, or an expression over `x`, `xs` (all inputs of a joining layer) and names of points. */
    pytorch(bound: B, args: A): string;
  };
  /** What its picture shows, where that is no window over a grid: numbers alone; undefined where sizes are open. */
  sketch?(bound: B, args: A): Sketch | undefined;
  /** A step that can stand in a body; the reference shows it and a test runs it. */
  readonly example: string;
  /** Shape that the example starts from, as `.nn` writes it. */
  readonly exampleInput?: string;
}

export interface Layer<
  I extends LayerInput = LayerInput,
  P extends ParameterTable = ParameterTable,
  B = Bound,
  A = ValuesOf<ParameterTable>,
> {
  readonly name: string;
  readonly traits?: readonly LayerTrait[];
  readonly parameters: P;
  /** Bare words that its arguments accept; set by a build that loads the rest of the declaration on demand. */
  readonly words?: readonly string[];
  /**
   * The pattern of the flow; `none`: a source that begins a path; `joined`: a list of inputs, the flow first, then
   * points or branches (`all`).
   */
  readonly input: I;
  /** The flow holds integers (indices); `either`: integers or real numbers. */
  readonly integers?: boolean | 'either';
  /** Names of the results when there are several; the first flows on. */
  readonly results?: readonly string[];
  readonly requires?: readonly Requirement<B, A>[];
  /** Shape of the result, or of each result in order. */
  shape(bound: B, args: A): Shape | readonly Shape[];
  /** dtype of the results; `float` when left out. `same`: the input's. A list gives one for each result. */
  readonly dtype?: DType | 'same' | readonly (DType | 'same')[];
  /** The same where it depends on the arguments. */
  dtypeOf?(args: A): DType;
  weights?(bound: B, args: A): { readonly [name: string]: WeightSpec | false };
  buffers?(bound: B, args: A): { readonly [name: string]: BufferSpec | false };
  lower(
    op: Builder,
    x: Value,
    weights: { readonly [name: string]: Value },
    args: A,
    site: LowerSite<B>,
  ): Value | readonly Value[];
  /**
   * Puts the layer together of others and of the recipes among its arguments; its rules and operations are then theirs, and
   * nothing asks for its own. Undefined where it cannot be, which was said.
   */
  assemble?(assembly: Assembly, x: Part, args: A, bound: B): Assembled | undefined;
}

export type WholeLayer = Layer & LayerDetails;

export type BoundOf<I extends LayerInput> = Bound<I extends Pattern ? I : readonly []>;

/** Declares a layer kind. */
export function defineLayer<const I extends LayerInput, P extends ParameterTable>(
  layer: Layer<I, P, BoundOf<I>, ValuesOf<P>> & LayerDetails<BoundOf<I>, ValuesOf<P>>,
): WholeLayer {
  // Rules see the narrower types that inference gave them; the graph calls them only with a bound input and read arguments.
  return layer;
}

/** What a layer that is put together gives: what flows on, and further results by name. */
export interface Assembled {
  readonly result: Part;
  readonly outputs: readonly NamedPart[];
}

type Whole<I extends LayerInput, P extends ParameterTable> = Layer<I, P, BoundOf<I>, ValuesOf<P>> &
  LayerDetails<BoundOf<I>, ValuesOf<P>>;
type AssembledLayer<I extends LayerInput, P extends ParameterTable> = Omit<
  Whole<I, P>,
  'shape' | 'lower' | 'spell' | 'assemble'
> &
  Required<Pick<Whole<I, P>, 'assemble'>>;

/** Declares a layer that is put together of others. */
export function defineAssembled<const I extends LayerInput, P extends ParameterTable>(
  layer: AssembledLayer<I, P>,
): WholeLayer {
  const none = (): never => {
    throw new Error(`${layer.name} is put together of other layers: its rules are theirs`);
  };
  return defineLayer<I, P>({ ...layer, shape: none, lower: none, spell: { pytorch: none } });
}

/** `nn.Conv2d(3, 64, kernel_size=3)`: positional values, then those named ones that differ from the target's defaults. */
export function spelled(
  name: string,
  positional: readonly unknown[],
  named: { readonly [name: string]: { readonly value: unknown; readonly default: unknown } } = {},
): string {
  const parts = positional.map(python);
  for (const [key, { value, default: usual }] of Object.entries(named)) {
    if (value !== undefined && python(value) !== python(usual)) parts.push(`${key}=${python(value)}`);
  }
  return `${name}(${parts.join(', ')})`;
}

/** A value as Python writes it. A list of equal numbers becomes the number, as PyTorch accepts it. */
export function python(value: unknown): string {
  if (value === undefined || value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) {
    const items = value.map(python);
    const [first] = items;
    if (first !== undefined && items.every(item => item === first)) return first;
    return `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
  }
  return value instanceof Dim ? value.toString() : 'None';
}

export type { Argument, Builder, Dim, Shape, TensorType, Truth, Value };
