/** The memory of a run: one buffer with all regions in it, as large as the plans say and no larger. */
import { regionBytes, regions, type Plan, type Region, type Slot } from '../../plan/memory.js';
import type { FloatArray, Tensor } from '../kernels/kernel.js';

export class Memory {
  readonly buffer: ArrayBuffer;
  readonly floatBytes: 4 | 8;
  private readonly starts: Readonly<Record<Region, number>>;
  private readonly sizes: Readonly<Record<Region, number>>;

  /** Room for any of these plans, which share weights, buffers and state. */
  constructor(plans: readonly Plan[]) {
    this.floatBytes = plans[0]?.floatBytes ?? 4;
    const sizes = regionBytes(plans);
    let total = 0;
    const starts = Object.fromEntries(regions.map(region => [region, 0])) as Record<Region, number>;
    // Regions without padding come last, so that no region needs any to be aligned.
    for (const region of ['inputs', 'work', 'buffers', 'weights', 'gradients', 'state'] as const) {
      starts[region] = total;
      total += sizes[region];
    }
    this.starts = starts;
    this.sizes = sizes;
    this.buffer = new ArrayBuffer(total);
  }

  get bytes(): number {
    return this.buffer.byteLength;
  }

  /** Where a region lies in the buffer. */
  part(region: Region): { readonly offset: number; readonly bytes: number } {
    return { offset: this.starts[region], bytes: this.sizes[region] };
  }

  tensor(slot: Slot): Tensor {
    const { shape, batched } = slot;
    return { data: slot.numbers === 'float' ? this.floats(slot) : this.integers(slot), shape, batched };
  }

  floats({ region, offset, elements }: Pick<Slot, 'region' | 'offset' | 'elements'>): FloatArray {
    const start = this.starts[region] + offset;
    return this.floatBytes === 4
      ? new Float32Array(this.buffer, start, elements)
      : new Float64Array(this.buffer, start, elements);
  }

  integers({ region, offset, elements }: Pick<Slot, 'region' | 'offset' | 'elements'>): Int32Array {
    return new Int32Array(this.buffer, this.starts[region] + offset, elements);
  }
}
