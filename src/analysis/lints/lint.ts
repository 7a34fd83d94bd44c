/** What a lint declares: a rule over the nodes of a network that finds what is allowed but hardly meant. */
import type { LayerTrait } from '../../catalogue/layers/layer.js';
import type { TensorType } from '../../catalogue/tensor.js';
import type { DataFacts, DataSet, Field } from '../../catalogue/datasets/dataset.js';
import type { Optimizer } from '../../catalogue/optimizers/optimizer.js';
import type { Body, FileGraph, GraphFix, LayerNode, LossUse, Place, Severity, TrainGraph } from '../../graph/graph.js';
import type { Dim } from '../../shape/dim.js';
import type { NetworkReport } from '../report.js';

/** A layer call as a lint sees it; the same object for the same node of a body. */
export interface LintNode {
  /** `conv`, or the name of its step: `stem`. */
  readonly label: string;
  /** Name of the layer kind: for messages; ask `has` for what it does. */
  readonly kind: string;
  readonly place: Place;
  /** Where the call gives an argument; undefined when it does not. */
  argumentPlace(name: string): Place | undefined;
  has(trait: LayerTrait): boolean;
  /** Value of an argument as the declaration reads it; undefined when the layer has none of that name. */
  arg(name: string): unknown;
  /** Whether the file gives the argument, at the call or by `defaults`. */
  isWritten(name: string): boolean;
  /** Types of what flows in, the flow first. */
  readonly inputs: readonly (TensorType | undefined)[];
  readonly output: TensorType | undefined;
  /** Layers that make the inputs, through block calls; undefined where it is an input of the network or unknown. */
  readonly producers: readonly (LintNode | undefined)[];
  /** Layers that read the result, through block calls. */
  readonly consumers: readonly LintNode[];
  /** The result is an output of the network, or of a block that is called in several ways: `consumers` are not all. */
  readonly escapes: boolean;
  /** Names of outputs of the network that this result is. */
  readonly outputs: readonly string[];
  /** It is a named output of a block or network: whoever calls it may read it. */
  readonly offered: boolean;
  readonly parameters: Dim;
  readonly multiplyAdds: Dim | undefined;
  /** The node of the graph that it shows. */
  readonly node: LayerNode;
  readonly frozen: boolean;
  /** Its weights are those of a `shared` step that is used elsewhere too. */
  readonly shared: boolean;
  readonly training: boolean;
  /** The addition that ends a `residual`. */
  readonly residual: boolean;
}

/** A `train` that names the network, with its declarations looked up. */
export interface LintTrain {
  readonly graph: TrainGraph;
  /** What is known of the data before it is read. */
  readonly data: { readonly facts: DataFacts; readonly declaration: DataSet; readonly place: Place } | undefined;
  /** Samples of one step; undefined where the file does not say. */
  readonly batch: { readonly value: number; readonly place: Place } | undefined;
  readonly dropLast: boolean;
  /** That of the network's own `update`, or of the whole. */
  readonly optimizer:
    | { readonly declaration: Optimizer; readonly args: { readonly [name: string]: unknown }; readonly place: Place }
    | undefined;
  /** Losses that train this network. */
  readonly losses: readonly LossUse[];
  /** The layer that makes an input of a loss: the output that it names, or the only one; undefined where it is none. */
  compared(use: LossUse, input: string): LintNode | undefined;
  /** The field of the data behind an input of a loss: the one that it names, or the label. */
  field(use: LossUse, input: string): Field | undefined;
}

export interface LintNetwork {
  /** False for a block that is seen without a call, where conditions and counts are open: not all steps are in its body as they would be. */
  readonly certain: boolean;
  readonly report: NetworkReport;
  /** All layer nodes of all bodies, each body once, in order of execution. */
  readonly nodes: readonly LintNode[];
  /** Those with a trait. */
  having(trait: LayerTrait): readonly LintNode[];
  /** All bodies, each once; the network's own first. */
  readonly bodies: readonly Body[];
  /** What shows a node of the graph. */
  of(node: LayerNode, body: Body): LintNode | undefined;
  /** The layer that makes an output: the named one, or what the last step gives. */
  output(name: string | undefined): LintNode | undefined;
  /** The `train`s of the file that name this network. */
  readonly trains: readonly LintTrain[];
  readonly file: FileGraph;
}

export interface Finding {
  /** The layer, or a place of its own. */
  readonly node?: LintNode;
  readonly place?: Place;
  /** The argument of the node to underline. */
  readonly at?: string;
  readonly message: string;
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
  /** The best one first. */
  readonly fix?: GraphFix | readonly GraphFix[];
}

/** What only documentation asks for: a bundle may load it on demand (`catalogue/details.ts`). */
export interface LintDetails {
  readonly what: string;
  readonly why: string;
  readonly instead: string;
  readonly source?: string;
  /** Steps on which exactly this lint speaks, and steps on which none does. A test runs both; a fix turns `bad` into `good`. */
  readonly bad: string;
  readonly good: string;
  /** Shape from which the examples start; `3x32x32` when left out. A text with `network` in it stands by itself. */
  readonly exampleInput?: string;
}

export interface Lint {
  /** Kebab-case, states the flaw; the code of its problems. */
  readonly name: string;
  readonly severity: Severity;
  /** Of one network. */
  check?(network: LintNetwork): Iterable<Finding>;
  /** Of the file as a whole, whether it has networks or not. */
  checkFile?(file: FileGraph): Iterable<Finding>;
}

/** A fix that writes this text in place of what stands there. */
export function replaceText(title: string, at: Place, text: string): GraphFix {
  return { title, mends: [{ kind: 'text', at, text }] };
}

export type WholeLint = Lint & LintDetails;

export function defineLint(lint: WholeLint): WholeLint {
  return lint;
}

/** A fix that writes an argument of a call. */
export function setArgument(node: LintNode, argument: string, value: string): GraphFix {
  return {
    title: `Write \`${argument}: ${value}\``,
    mends: [{ kind: 'argument', call: node.place, argument, value }],
  };
}

/** A fix that takes a step away. */
export function removeStep(node: LintNode): GraphFix {
  return { title: `Remove \`${node.kind}\``, mends: [{ kind: 'remove-step', call: node.place }] };
}

/** A fix that puts a step behind (or before) a call. */
export function addStep(node: LintNode, where: 'before' | 'after', step: string): GraphFix {
  return {
    title: `Add \`${step}\` ${where} \`${node.kind}\``,
    mends: [{ kind: 'add-step', call: node.place, where, step }],
  };
}
