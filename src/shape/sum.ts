/** A sum of many sizes that makes no size on the way: whole numbers are added as numbers while doubles hold them. */
import { Dim } from './dim.js';

export class DimSum {
  private whole = 0;
  private rest: Dim | undefined;

  /** Adds it so many times. */
  add(size: Dim, count = 1): void {
    if (size.small) {
      const sum = this.whole + size.value * count;
      if (Number.isSafeInteger(sum)) {
        this.whole = sum;
        return;
      }
    }
    const part = count === 1 ? size : size.times(count);
    this.rest = this.rest?.plus(part) ?? part;
  }

  get total(): Dim {
    const whole = Dim.of(this.whole);
    return this.rest?.plus(whole) ?? whole;
  }
}
