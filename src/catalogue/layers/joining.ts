/** Layers that take the flow and further points, or branches, number by number. */
import type { Dim } from '../../shape/dim.js';
import { alignedValues, meeting, meets, numbersIn } from './alignment.js';
import { axis, defineLayer, points, type Builder, type Layer, type LayerTrait, type Value } from './layer.js';

interface Joining {
  readonly name: string;
  readonly summary: string;
  readonly formula: string;
  readonly source: string;
  readonly keras?: string;
  /** `add` in "cannot add 3x8x8 and 4x8x8". */
  readonly verb: string;
  readonly traits?: readonly LayerTrait[];
  /** The first and the next one. */
  two(op: Builder, a: Value, b: Value): Value;
  /** The flow and a number. */
  withNumber(op: Builder, x: Value, n: Dim): Value;
  /** PyTorch's operator or function between two. */
  readonly torch: string;
  readonly example: string;
}

/** Declares a layer that joins its inputs two by two, from left to right. */
export function defineJoining(joining: Joining): Layer {
  return defineLayer({
    name: joining.name,
    summary: joining.summary,
    formula: joining.formula,
    source: joining.source,
    ...(joining.keras !== undefined && { keras: joining.keras }),
    traits: joining.traits ?? ['joins'],
    parameters: {
      operands: points('points or numbers to join with the flow'),
      axis: axis('where a tensor of lower rank begins', { default: 0 }),
    },
    input: 'joined',
    requires: [
      meets(joining.verb),
      {
        holds: ({ all }, a) => all.length + numbersIn(a.operands).length > 1,
        says: () => `needs something to ${joining.verb}: points, numbers or branches`,
      },
    ],
    shape: ({ all }, a) =>
      meeting(
        all.map(type => type.shape),
        a.axis,
      ).shape,
    lower(op, x, _, a, { all }) {
      const [first = x, ...others] = alignedValues(op, all, a.axis);
      const joined = others.reduce((sum, other) => joining.two(op, sum, other), first);
      return numbersIn(a.operands).reduce((sum, n) => joining.withNumber(op, sum, n), joined);
    },
    spell: {
      pytorch: ({ all }, a) => {
        const numbers = numbersIn(a.operands).map(String);
        const names = [...all.map((_, i) => `xs[${String(i)}]`), ...numbers];
        return joining.torch.length === 1
          ? names.join(` ${joining.torch} `)
          : names.reduce((left, right) => `${joining.torch}(${left}, ${right})`);
      },
    },
    example: joining.example,
  });
}
