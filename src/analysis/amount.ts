/** Quantities with a part for each sample and a part that does not grow with the batch. */
import type { TensorType } from '../catalogue/tensor.js';
import { Dim } from '../shape/dim.js';
import { elementBytes, type StoredType } from '../shape/dtype.js';
import { elements } from '../shape/shape.js';
import { DimSum } from '../shape/sum.js';
import type { Linear, Precision } from './report.js';

const zeroDim = Dim.of(0);
export const zero: Linear = { perSample: zeroDim, fixed: zeroDim };

export function plus(a: Linear, b: Linear): Linear {
  if (a === zero) return b;
  if (b === zero) return a;
  return { perSample: a.perSample.plus(b.perSample), fixed: a.fixed.plus(b.fixed) };
}

/** A sum of many: nothing is made on the way. */
export class LinearSum {
  private readonly perSample = new DimSum();
  private readonly fixed = new DimSum();

  add(a: Linear): void {
    if (a === zero) return;
    this.perSample.add(a.perSample);
    this.fixed.add(a.fixed);
  }

  get total(): Linear {
    return { perSample: this.perSample.total, fixed: this.fixed.total };
  }
}

export function times(a: Linear, n: number | Dim): Linear {
  if (n === 1 || a === zero) return a;
  return n === 0 ? zero : { perSample: a.perSample.times(n), fixed: a.fixed.times(n) };
}

export function forBatch(a: Linear, batch: number): Dim {
  return a.perSample.times(batch).plus(a.fixed);
}

/** How real numbers are stored in a run of this precision (activations, and weights outside `mixed`). */
export const storedAs: { readonly [P in Precision]: StoredType } = {
  fp32: 'float32',
  fp16: 'float16',
  bf16: 'bfloat16',
  mixed: 'bfloat16',
};

export function bytesOf(type: TensorType, float: StoredType): Linear {
  const bytes = elements(type.shape).times(elementBytes(type.dtype, float));
  return type.batched ? { perSample: bytes, fixed: zeroDim } : { perSample: zeroDim, fixed: bytes };
}
