/** The network as a hierarchy: bodies made once for each way a block is called, nodes in them, values between nodes. */
import type { Bound, BufferSpec, Layer, Remedy, SizeAt, SizePair } from '../catalogue/layers/layer.js';
import type { Loss } from '../catalogue/losses/loss.js';
import type { Argument } from '../catalogue/argument.js';
import type { OperationNode } from '../catalogue/operations/builder.js';
import type { Value as OperationValue } from '../catalogue/operations/operation.js';
import type { TensorType } from '../catalogue/tensor.js';
import { isAllowed, type Allow } from '../language/allow.js';
import type { Range } from '../language/range.js';
import type { Problem, Related, Severity } from '../language/problem.js';
import type { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';

export { isAllowed };
export type { Allow, Problem, Range, Related, Severity };

/** A place in a file. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/** A change that would mend a problem, as data: `editor` turns it into text. */
export type Mend =
  /** Write this argument of the call at `call` so; `value` undefined takes it away. */
  | { readonly kind: 'argument'; readonly call: Place; readonly argument: string; readonly value: string | undefined }
  /** Take the step away that this call is, with its arrow. */
  | { readonly kind: 'remove-step'; readonly call: Place }
  /** Take the whole line away that this call ends, or this constant is; none where something uses its name or others stand on the line. */
  | { readonly kind: 'remove-line'; readonly call: Place }
  /** Put a step before or behind a call. `{channels}` in it stands for what the call says of that argument. */
  | { readonly kind: 'add-step'; readonly call: Place; readonly where: 'before' | 'after'; readonly step: string }
  /** Put this text there; or that of `like`, whose `{channels}` is what that call says, where the words of it can be read there too. */
  | {
      readonly kind: 'text';
      readonly at: Place;
      readonly text: string;
      readonly like?: { readonly call: Place; readonly text: string };
    };

export interface GraphFix {
  readonly title: string;
  readonly mends: readonly Mend[];
  /** A matter of taste, or right for some calls of the step only: offered, but never taken unasked. */
  readonly careful?: true;
  /** What the network gives stays the same: it may be taken with all others, when a file is saved. */
  readonly keeps?: true;
}

/** A problem found with the tree and its shapes. */
export interface GraphProblem extends Omit<Problem, 'fix'> {
  readonly uri: string;
  readonly fixes?: readonly GraphFix[];
}

/** A tensor between nodes of one body. */
export interface Value {
  /** Undefined: unknown because of an earlier mistake. */
  readonly type: TensorType | undefined;
  readonly body: Body;
  /** The node that makes it; undefined for an input of the body. */
  readonly node: Node | undefined;
  /** Which result of the node, or which input of the body. */
  readonly index: number;
}

/** A weight of a layer, as its declaration asks for it. */
export interface Weight {
  readonly name: string;
  readonly shape: Shape;
  /** Initializer by name, or as the file gives it. */
  readonly init: string | Argument;
  /** A row that begins with zeros, whatever the initializer draws. */
  readonly zeroRow?: Dim;
  readonly elements: Dim;
}

export interface Buffer extends BufferSpec {
  readonly name: string;
  readonly elements: Dim;
}

/** A layer's operations for one call. */
export interface Lowered {
  readonly nodes: readonly OperationNode[];
  /** Sources in the order: inputs of the call (flow, then further points), then weights and buffers by name. */
  readonly inputs: readonly OperationValue[];
  readonly weights: { readonly [name: string]: OperationValue };
  readonly buffers: { readonly [name: string]: OperationValue };
  readonly results: readonly OperationValue[];
  /** New values of buffers. */
  readonly updates: ReadonlyMap<string, OperationValue>;
}

/** What is wrong with a call, without its place: equal calls share it. */
export interface CallProblem {
  readonly code: string;
  readonly severity: Severity;
  /** The argument to underline; undefined: the whole call. */
  readonly at: string | undefined;
  readonly message: string;
  readonly instead: readonly Remedy[];
  /** Names that an argument that there is not may be meant to have. */
  readonly near?: readonly string[];
  /** The two dimensions that should be equal and are not. */
  readonly clash?: SizePair;
  /** The dimension that is too small. */
  readonly small?: SizeAt;
}

/** Where the value of an argument comes from. */
export type ArgumentSource = 'written' | 'default' | 'defaults-block';

/** A layer with its arguments and the types that flow in: worked out once for all equal calls. */
export interface Call {
  readonly layer: Layer;
  /** What stands in the call (after `defaults`), by the parameters' names. */
  readonly written: ReadonlyMap<string, Argument>;
  /** Values of all parameters, as the declaration's rules read them; empty when they could not be read. */
  readonly args: { readonly [name: string]: unknown };
  readonly sources: ReadonlyMap<string, ArgumentSource>;
  readonly bound: Bound | undefined;
  readonly inputs: readonly (TensorType | undefined)[];
  /** Names of point parameters in the order of `inputs` behind the flow (or all inputs of a joining layer). */
  readonly pointNames: readonly string[];
  /** Types of the results; undefined where unknown. */
  readonly results: readonly (TensorType | undefined)[];
  readonly resultNames: readonly string[];
  readonly weights: readonly Weight[];
  readonly buffers: readonly Buffer[];
  readonly problems: readonly CallProblem[];
  /** Dimensions that must be equal and are so only for some values of their symbols. */
  readonly open: readonly SizePair[];
  /** Sizes among the arguments that are whole only for some values of their symbols. */
  readonly whole: readonly Dim[];
  /**
   * Operations of the pass; undefined when types are unknown. Lowered on first use. A layer may leave out results that cost
   * more than the first one (the weights of attention), unless all are wanted.
   */
  lowered(training: boolean, allResults?: boolean): Lowered | undefined;
  /** Multiply-adds for one sample; undefined when unknown. */
  multiplyAdds(): Dim | undefined;
  /** How PyTorch writes it; undefined when unknown. */
  pytorch(): string | undefined;
}

/** One weight of one layer, used by another (`weight: table.weight`). Its owner is the body in which `path` starts. */
export interface WeightRef {
  readonly owner: Body;
  /** Nodes from the owner's down to the layer. */
  readonly path: readonly Node[];
  readonly weight: string;
  /** Type as it is used, so after the transposition. */
  readonly type: TensorType;
  readonly transposed: boolean;
}

/** `shared tower = Tower(64)`: one set of weights for each instance of the body that declares it. */
export interface SharedWeights {
  readonly owner: Body;
  readonly name: string;
  readonly place: Place;
  /** Nodes that use it, in order; the first one counts its parameters. */
  readonly uses: readonly Node[];
}

interface NodeBase {
  readonly id: number;
  /** Name given to the step, where this node is what it names; may carry an index: `skip[2]`. */
  readonly name: string | undefined;
  readonly inputs: readonly Value[];
  readonly results: readonly Value[];
  /** The call in the text: name and parentheses. */
  readonly place: Place;
  readonly frozen: boolean;
  /** Stands in `training { }`: executed in the training pass only. */
  readonly training: boolean;
  /** Its weights are there, but none of a sample's work falls to it: an expert that a mixture does not choose. */
  readonly idle: boolean;
  readonly shared: SharedWeights | undefined;
}

export interface LayerNode extends NodeBase {
  readonly kind: 'layer';
  readonly call: Call;
  /** Weights that are not its own, by name. */
  readonly ties: ReadonlyMap<string, WeightRef>;
  /** Part of a `residual`: the addition that ends it. */
  readonly residual: boolean;
  /** Arguments as they stand in the call, by name or in order. */
  readonly given: readonly { readonly name: string | undefined; readonly place: Place }[];
}

/**
 * A body executed once for each entry of a sequence, with one set of weights. Its first input is an entry, its next ones are
 * the states, which its first outputs give to the next entry. The node takes the sequence and the states at the start, and
 * gives the results of all entries, the last states, and further outputs of all entries.
 */
export interface Scan {
  readonly length: Dim;
  readonly states: number;
  /** From the last entry to the first; results stand in the sequence's order all the same. */
  readonly reverse: boolean;
}

/** A call of a block or network, the rounds of a `repeat`, a `checkpoint`, a layer that is put together of others. */
export interface BodyNode extends NodeBase {
  readonly kind: 'body';
  readonly body: Body;
  /** Executed so many times in a row, the first result flowing into the first input; weights are made each time. */
  readonly count: number;
  readonly scan: Scan | undefined;
}

export type Node = LayerNode | BodyNode;

export interface BodyOutput {
  readonly name: string;
  readonly value: Value;
  readonly training: boolean;
  readonly place: Place;
}

export interface BodyInput {
  readonly name: string;
  readonly value: Value;
  readonly place: Place | undefined;
}

export interface Body {
  readonly id: number;
  /**
   * `round` and `checkpoint` are transparent: paths, calls and lists of layers do not show them. `layer`: what a layer of the
   * catalogue is put together of, or a step of its recurrence; its nodes stand at the layer's call.
   */
  readonly kind: 'network' | 'block' | 'round' | 'checkpoint' | 'layer';
  /** Name of the block or network; of the one around it for a round. */
  readonly name: string;
  /** Definition: name of the block in the text. */
  readonly place: Place;
  readonly inputs: readonly BodyInput[];
  readonly nodes: readonly Node[];
  /** What the last step gives; undefined when nothing flows. */
  readonly result: Value | undefined;
  readonly outputs: readonly BodyOutput[];
  readonly shared: readonly SharedWeights[];
  /** Layer calls in one execution, nested and repeated ones counted each time. */
  readonly calls: number;
  /** Something stands in it of which nobody knows what it is: a layer without a declaration, rounds without a number. */
  readonly lacks: boolean;
  /** Arguments of the block's parameters as `.nn` would write them, for hover; `given`: by the call, not by a default. */
  readonly parameters: readonly { readonly name: string; readonly written: string; readonly given: boolean }[];
}

/** `7 divides H`: what must hold for free symbols so that the network is right. */
export interface Condition {
  readonly message: string;
  readonly holds: { readonly divisor: Dim; readonly of: Dim } | undefined;
  readonly place: Place;
}

export interface NetworkGraph {
  readonly name: string;
  readonly place: Place;
  readonly body: Body;
  readonly conditions: readonly Condition[];
  /** Shapes of the inputs as they are written. */
  readonly inputShapes: readonly { readonly name: string; readonly shape: Shape; readonly place: Place }[];
  /** Parameters with the value in force. */
  readonly parameters: readonly { readonly name: string; readonly written: string }[];
}

export type SettingsGraph = ReadonlyMap<
  string,
  { readonly value: Argument; readonly place: Place; readonly written: string }
>;

/** A loss in a `train`'s expression. */
export interface LossUse {
  readonly loss: Loss;
  readonly args: { readonly [name: string]: unknown };
  /** What it compares, by its inputs' names: an output or field by name; undefined where it is something else. */
  readonly inputs: { readonly [name: string]: string | undefined };
  /** Its name in the text. */
  readonly place: Place;
  /** Name and parentheses. */
  readonly call: Place;
  /** The network of the `update` in which it stands. */
  readonly network?: string;
}

/** A name that nothing uses. */
export interface UnusedName {
  readonly name: string;
  /** `parameter`, `import`, ... */
  readonly what: string;
  readonly place: Place;
  /** What takes it away, where nothing else asks for it. */
  readonly fix?: GraphFix;
}

export interface Looked {
  readonly body: Body;
  /** No condition, count or index in it depends on what is not known without a call. */
  readonly certain: boolean;
}

/** What a `train` says, as far as the report needs it. */
export interface TrainGraph {
  readonly losses: readonly LossUse[];
  /** Settings of each `update`, by its network. */
  readonly updates: ReadonlyMap<string, SettingsGraph>;
  readonly name: string | undefined;
  readonly networks: readonly string[];
  /** Names of the step's own values; one feeds the input that bears its name. */
  readonly values: readonly string[];
  readonly place: Place;
  readonly settings: ReadonlyMap<string, { readonly value: Argument; readonly place: Place; readonly written: string }>;
}

export interface BudgetGraph {
  readonly network: string;
  readonly place: Place;
  readonly settings: ReadonlyMap<string, { readonly value: Argument; readonly place: Place; readonly written: string }>;
}

export interface FileGraph {
  readonly uri: string;
  readonly networks: readonly NetworkGraph[];
  readonly trains: readonly TrainGraph[];
  readonly budgets: readonly BudgetGraph[];
  readonly problems: readonly GraphProblem[];
  /** Names of blocks defined in the file. */
  readonly blocks: readonly { readonly name: string; readonly place: Place }[];
  /** Those that no network of the file calls: looked at without shapes. */
  readonly looked: readonly Looked[];
  readonly unused: readonly UnusedName[];
  /** What comments silence, by file. */
  readonly allows: ReadonlyMap<string, readonly Allow[]>;
}
