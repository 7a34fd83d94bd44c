/** What is known of a tensor before anything runs: its shape without the batch, its dtype, whether it has a batch. */
import type { DType } from '../shape/dtype.js';
import { shapeKey, type Shape } from '../shape/shape.js';

export interface TensorType {
  /** Sizes without the batch, channels first. */
  readonly shape: Shape;
  /** `float` follows the precision of the run; the others are what they say. */
  readonly dtype: DType;
  /** One tensor a sample (true), or one for the whole batch: a weight, a buffer, a constant. */
  readonly batched: boolean;
}

export function typeKey(type: TensorType): string {
  return `${type.dtype}${type.batched ? 'b' : ''}[${shapeKey(type.shape)}]`;
}
