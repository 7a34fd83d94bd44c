/** One operation of a training step of eager PyTorch, and the tensors and storages that it makes, reads and keeps. */
import type { OperationNode } from '../catalogue/operations/builder.js';
import { detailsOf } from '../catalogue/details.js';
import type { StoredType } from '../shape/dtype.js';
import type { Layout } from './layout.js';
import type { LayerLine } from './report.js';

export interface Storage {
  readonly bytes: number;
  /** The step that makes it. */
  readonly born: number;
  /** The last step that reads it in the forward pass, or that may still hold it. */
  last: number;
  /** The first step whose backward keeps it, which is the last one to let it go. */
  kept: number | undefined;
  /** The first step within its checkpoint that keeps it, once it was made again. */
  keptAgain: number | undefined;
  /** Made within a checkpoint: then it is made again before its backward. */
  readonly inside: Checkpoint | undefined;
  /** Weights, buffers and samples: there all the time. */
  readonly lasting: 'state' | 'sample' | undefined;
}

export interface Tensor {
  readonly storage: Storage;
  readonly bytes: number;
  readonly needs: boolean;
  readonly weight: string | undefined;
  /** How it lies in memory, where not row by row. */
  readonly layout?: Layout;
  /** How its numbers are stored. */
  readonly float: StoredType;
  /** Of a weight: bytes of the copy that products read under autocast, as long as their gradient. */
  readonly copy?: number;
}

export interface Checkpoint {
  first: number;
  last: number;
}

/** How the gradient of an operand comes about: as a view of what arrives, or as a tensor of its own. */
export type Arrives = 'view' | 'new';

export interface Step {
  readonly line: LayerLine;
  readonly inputs: readonly (Tensor | undefined)[];
  readonly results: readonly Tensor[];
  readonly arrives: readonly Arrives[];
  /** Its weights are cast under autocast. */
  readonly product: boolean;
  /** Its backward is part of that of the step behind it, before weights' gradients are cast: of a product with a bias, and a cast. */
  joins: boolean;
  /** Whether backward goes through it. */
  readonly wanted: boolean;
  /** Kept storages of its own, which no tensor lies in. */
  readonly buffers: number;
  /** How far these may be off: what does not grow with the batch of an operation that is made of several. */
  readonly roughly: number;
  /** Storages made within a checkpoint that this step is the first to keep. */
  readonly again: readonly Storage[];
  /** At most so many bytes beside the results and gradients, where PyTorch takes several operations. */
  readonly beside: number;
  /** Of an operand that is spread, the gradient as large as the result, before it is summed. */
  readonly whole: number;
  readonly inside: Checkpoint | undefined;
  /** In a checkpoint within another. */
  readonly nested: boolean;
}

export interface Steps {
  readonly steps: readonly Step[];
  readonly samples: readonly Storage[];
  readonly ends: readonly Tensor[];
  readonly checkpoints: readonly Checkpoint[];
  /** Bytes of each trained weight's gradient. */
  readonly weights: ReadonlyMap<string, number>;
}

/** Sums, and what only moves numbers, hand on what arrives; a part of a tensor gets a gradient of the whole. */
export function arrivalOf(
  { operation }: OperationNode,
  index: number,
  input: Tensor | undefined,
  result: Tensor | undefined,
): Arrives {
  const { eagerBackward: how } = detailsOf('operation', operation);
  if (how === 'parts') return 'view';
  const same = input?.bytes === result?.bytes;
  return same && (how === 'hands on' || (how === 'hands on the first' && index === 0)) ? 'view' : 'new';
}

export function wholeOf(
  { operation }: OperationNode,
  given: readonly (Tensor | undefined)[],
  result: Tensor | undefined,
): number {
  const product = operation.traits?.includes('element-wise') === true && given.length > 1;
  if (!product || !result || detailsOf('operation', operation).eagerBackward !== 'kernel') return 0;
  return given.some(t => t?.needs === true && t.bytes < result.bytes) ? result.bytes : 0;
}
