/** Sizes for which figures of a network of open sizes are worked out: `H = W = 256`. */
import { Dim } from '../shape/dim.js';

/** The second where a network does not take the first. */
const tried = [256, 224];

export interface ExampleSizes {
  readonly text: string;
  readonly at: (figure: Dim) => Dim;
}

/** Undefined where no such size gives whole numbers. */
export function exampleSizes(figures: readonly Dim[]): ExampleSizes | undefined {
  const symbols = [...new Set(figures.flatMap(dim => [...dim.symbols()]))].sort();
  for (const size of tried) {
    const values = new Map(symbols.map(symbol => [symbol, Dim.of(size)]));
    const at = (figure: Dim): Dim => figure.substitute(values);
    if (figures.map(at).every(dim => dim.isConstant && dim.isInteger() === true))
      return { text: [...symbols, size].join(' = '), at };
  }
  return undefined;
}
