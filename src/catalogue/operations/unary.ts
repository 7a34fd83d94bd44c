/** What element-wise operations on one tensor have in common. */
import type { Builder } from './builder.js';
import {
  defineOperation,
  type Attributes,
  type Kept,
  type None,
  type OperationDetails,
  type OperationOf,
  type OperationTrait,
  type Value,
} from './operation.js';
import { arriving, typeAt, valueAt } from './rules.js';

export type Unary<A extends Attributes = None> = OperationOf<A>;

interface Slope<A> {
  readonly op: Builder;
  readonly x: Value;
  readonly y: Value;
  /** Gradient that arrives. */
  readonly g: Value;
  readonly attributes: A;
}

interface UnaryDeclaration<A extends Attributes> {
  readonly name: string;
  readonly summary: string;
  readonly source?: string;
  readonly traits?: readonly OperationTrait[];
  readonly eagerBackward?: OperationDetails['eagerBackward'];
  /** What PyTorch keeps; `and`: also so many buffers as large. */
  readonly keeps: 'nothing' | 'input' | 'result' | 'buffer' | 'input and buffer';
  /** Gradient of the input; undefined: none flows. */
  readonly gradient: (slope: Slope<A>) => Value | undefined;
}

export function defineUnary<A extends Attributes = None>(declaration: UnaryDeclaration<A>): Unary<A> {
  const { keeps, gradient, traits = [], ...rest } = declaration;
  return defineOperation<A>({
    ...rest,
    inputs: ['x'],
    traits: ['element-wise', ...traits],
    types: inputs => [typeAt(inputs, 0)],
    eagerKeeps({ inputs }) {
      const { shape, dtype, batched } = typeAt(inputs, 0);
      const buffer: Kept = { buffer: shape, dtype, batched };
      switch (keeps) {
        case 'nothing':
          return [];
        case 'input':
          return [{ input: 0 }];
        case 'result':
          return [{ result: 0 }];
        case 'buffer':
          return [buffer];
        case 'input and buffer':
          return [{ input: 0 }, buffer];
      }
    },
    gradient({ op, inputs, results, gradients, attributes }) {
      const [x, y] = [valueAt(inputs, 0), valueAt(results, 0)];
      return [gradient({ op, x, y, g: arriving(gradients), attributes })];
    },
  });
}

/** low where x <= split, high where it is above. */
export function twoValues(op: Builder, x: Value, split: number, low: number, high: number): Value {
  const above = op.between(x, { low: split, high: Infinity, closed: false });
  return op.addConstant(op.scaleBy(above, { by: high - low }), { constant: low });
}
