/** A kernel from a function of one number. */
import type { Concrete } from '../../../catalogue/operations/operation.js';
import type { Kernel } from '../kernel.js';
import { dataAt } from './tensors.js';

export function mapped<A>(f: (x: number, attributes: Concrete<A>) => number): Kernel<A> {
  return (results, inputs, attributes) => {
    const [y, x] = [dataAt(results, 0), dataAt(inputs, 0)];
    for (let i = 0; i < y.length; i++) y[i] = f(x[i]!, attributes);
  };
}
