/** What the analyzer says of a file: plain figures, in the units of docs/architecture.md, unknown where undefined. */
import type { Body, FileGraph, GraphProblem, Node, NetworkGraph, Place } from '../graph/graph.js';
import type { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';
import type { NetworkGrowth } from './growth.js';

export type Precision = 'fp32' | 'fp16' | 'bf16' | 'mixed';
export type Target = 'pytorch' | 'bundled';
export type Mode = 'infer' | 'train';

/** What the figures are for. */
export interface Assumptions {
  readonly batch: number;
  readonly precision: Precision;
  /** As text: `sgd(lr: 0.1, momentum: 0.9)`. */
  readonly optimizer: string;
  readonly mode: Mode;
  readonly target: Target;
  /** Kernel of attention: PyTorch's fused one, or the plain one, which keeps the matrix of weights for backward. */
  readonly attention: 'fused' | 'plain';
}

/** Choices of the caller; what is left out comes from the network's `train`, then from the defaults. */
export type Choices = Partial<Assumptions> & {
  /** `--set width=64`: `.nn` expressions for parameters and symbols. */
  readonly set?: ReadonlyMap<string, string>;
  readonly network?: string;
};

/** A number of bytes or elements with a part for each sample and a part that does not grow with the batch. */
export interface Linear {
  readonly perSample: Dim;
  readonly fixed: Dim;
}

export interface Counts {
  readonly trainable: Dim;
  readonly frozen: Dim;
}

export interface Buffers {
  readonly float: Dim;
  readonly integer: Dim;
}

/** Bytes for the assumed batch. Undefined: unknown. */
export interface Bytes {
  readonly weights: Dim;
  readonly buffers: Dim;
  readonly gradients: Dim;
  readonly optimizerState: Dim | undefined;
  readonly optimizerScalars: Dim | undefined;
  readonly keptForBackward: Dim | undefined;
  readonly ofWhichInput: Dim | undefined;
  readonly workspace: Dim | undefined;
  readonly trainingPeak: Dim | undefined;
  readonly inferencePeak: Dim | undefined;
}

export interface Totals {
  readonly parameters: Counts;
  readonly buffers: Buffers;
  readonly multiplyAdds: Dim | undefined;
  readonly bytes: Bytes;
  /** The bytes kept for backward, split by growth. */
  readonly kept: Linear | undefined;
}

/** Figures of one node, as it stands in its body: what a hint shows. A body node gives the sum of one execution times its count. */
export interface NodeFigures {
  readonly node: Node;
  readonly body: Body;
  readonly outputShape: Shape | undefined;
  readonly parameters: Counts;
  readonly buffers: Buffers;
  readonly multiplyAdds: Dim | undefined;
  readonly bytes: {
    readonly weights: Dim;
    readonly gradients: Dim;
    readonly optimizerState: Dim | undefined;
    /** What this node is the first to keep. */
    readonly keptForBackward: Dim | undefined;
    /** Its result, for the batch. */
    readonly output: Dim | undefined;
  };
}

/** One executed call in the list of layers. */
export interface LayerLine extends NodeFigures {
  /** `Stage_2.Bottleneck_1.conv_2` */
  readonly path: string;
  readonly kind: string;
  /** False: not part of this mode. */
  readonly called: boolean;
  readonly place: Place;
  /** Block calls from the network down to the layer. */
  readonly calls: readonly { readonly block: string; readonly place: Place }[];
  readonly inputShapes: readonly (Shape | undefined)[];
  /** Path of the layer whose weights it uses. */
  readonly shares: string | undefined;
  readonly receptiveField: readonly Dim[] | undefined;
}

/** When a training step needs most memory. */
export interface TrainingPeak {
  readonly bytes: Dim;
  /** False: at least so many, because the workspace of kernels is unknown. */
  readonly exact: boolean;
  /** The other end of the band, workspace of kernels, loss and targets left out; undefined where it is exact or not known. */
  readonly atMost?:
    { readonly bytes: Dim; readonly layer: string | undefined; readonly pass: TrainingPeak['pass'] } | undefined;
  /** Path of the layer at which it is; undefined where it is no layer's. */
  readonly layer: string | undefined;
  readonly pass: 'forward' | 'loss' | 'backward' | 'update';
  /** Bytes while the backward of each layer runs, the last layer first; empty where the target is another. */
  readonly moments: readonly { readonly layer: string; readonly bytes: number }[];
}

export interface NetworkReport {
  readonly graph: NetworkGraph;
  readonly name: string;
  readonly assumptions: Assumptions;
  readonly inputs: readonly { readonly name: string; readonly shape: Shape | undefined }[];
  readonly outputs: readonly { readonly name: string; readonly shape: Shape | undefined }[];
  readonly totals: Totals;
  /** Figures of each node of a body of this network, as it stands in that body: for a summary that keeps the hierarchy. */
  figuresIn(body: Body): readonly NodeFigures[];
  /** Bytes on the bundled engine, whatever the target: those of the plan that the network's `train` would run. Made on demand. */
  bundled(): Bytes;
  /** How its figures grow with the batch and with open sizes. Made on demand. */
  growth(): NetworkGrowth;
  /** The moment of a training step that needs most; undefined where that is unknown. Made on demand. */
  trainingPeak(): TrainingPeak | undefined;
  /** The same network for another batch, optimizer or precision. */
  under(choices: Pick<Choices, 'batch' | 'optimizer' | 'precision'>): NetworkReport;
  /** Layer calls in the whole. */
  readonly calls: number;
  /** The executed calls in order, at most `limit`. Made on demand. */
  layers(limit?: number): { readonly lines: readonly LayerLine[]; readonly truncated: number };
}

export interface Report {
  readonly uri: string;
  readonly graph: FileGraph;
  readonly networks: readonly NetworkReport[];
  /** Of this file and of others that it uses, each with its `uri`; one for each mistake. */
  readonly problems: readonly GraphProblem[];
  /**
   * Figures of all distinct nodes whose call stands in this range of this file, in order of text; several for a line of
   * a block that is called in several ways. Nodes of files that import this one are not here: the server adds them.
   */
  figuresAt(uri: string, range: { readonly start: number; readonly end: number }): readonly NodeFigures[];
}
