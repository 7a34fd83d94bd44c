/** Shapes: lists of sizes, without the batch. */
import { Dim, type DimLike, type Truth } from './dim.js';

export type Shape = readonly Dim[];

export function shapeOf(...sizes: readonly DimLike[]): Shape {
  return sizes.map(n => (typeof n === 'number' ? Dim.of(n) : n));
}

/** How many numbers a tensor of the shape holds; `[]` is one number. */
export function elements(shape: Shape): Dim {
  let total = Dim.of(1);
  for (const size of shape) total = total.times(size);
  return total;
}

/** As the language writes it: `64x16x16`, or a list where one `x` would not do. */
export function formatShape(shape: Shape): string {
  const plain = shape.length > 1 && shape.every(d => d.isConstant && d.isInteger() === true && d.value >= 0);
  return plain ? shape.join('x') : `[${shape.join(', ')}]`;
}

/** The same for shapes of equal formulas. */
export function shapeKey(shape: Shape): string {
  let key = '';
  for (const size of shape) key += key === '' ? size.key : `,${size.key}`;
  return key;
}

/** Whether two shapes are the same for all symbols; `unknown` where it depends on them. */
export function sameShape(a: Shape, b: Shape): Truth {
  if (a.length !== b.length) return false;
  let answer: Truth = true;
  for (const [i, size] of a.entries()) {
    const other = b[i];
    const here: Truth = other ? size.equals(other) || size.is('==', other) : false;
    if (here === false) return false;
    if (here === 'unknown') answer = 'unknown';
  }
  return answer;
}
