/** `reshape`: the same numbers in another shape. */
import { Dim } from '../../shape/dim.js';
import { axis, defineLayer, defineParameter, describe, readCount, type Shape } from './layer.js';
import { axisExists, axisIn, product, written } from './rules.js';

interface Sizes {
  readonly shape: Shape;
  readonly axis: number | undefined;
}

/** The shape that is asked for, with the size of a -1 worked out from the rest. */
function target(x: Shape, { shape, axis }: Sizes): Shape {
  const at = axis === undefined ? undefined : axisIn(x.length, axis);
  const from = at === undefined ? x : x.slice(at, at + 1);
  const open = shape.findIndex(d => d.equals(-1));
  const known = product(shape.filter((_, i) => i !== open));
  const sizes = open < 0 ? shape : shape.map((d, i) => (i === open ? product(from).over(known) : d));
  return at === undefined ? sizes : [...x.slice(0, at), ...sizes, ...x.slice(at + 1)];
}

export const reshape = defineLayer({
  name: 'reshape',
  summary: 'Lays the same numbers, in the same order, into another shape; with `axis` only those of one dimension.',
  formula: 'product of the sizes before = product of the sizes after',
  source: 'torch.reshape',
  keras: 'layers.Reshape',
  traits: ['views'],
  parameters: {
    shape: defineParameter<Shape>({
      kind: 'shape',
      doc: 'sizes of the result; one of them may be -1 and is then what is left over',
      alias: ['size', 'unflattened_size'],
      read: argument => {
        const found: Dim[] = [];
        for (const item of argument.kind === 'list' ? argument.items : [argument]) {
          const one = readCount(item, { min: -1 });
          if ('error' in one) return { error: `${one.error} (in ${describe(argument)})` };
          found.push(one.value);
        }
        return found.filter(d => d.equals(-1)).length > 1
          ? { error: 'can leave only one size open (-1)' }
          : { value: found };
      },
    }),
    axis: axis('the dimension to split up; all of them if not given', { optional: true, alias: 'dim' }),
  },
  input: ['...'],
  requires: [
    axisExists('axis'),
    {
      at: 'shape',
      holds: ({ x }, a) => {
        const result = target(x.shape, a);
        const whole = result.every(d => d.isInteger() !== false);
        const [before, after] = [product(x.shape), product(result)];
        return whole && (before.equals(after) || before.is('==', after));
      },
      says: ({ x }, a) => {
        const at = a.axis === undefined ? undefined : axisIn(x.shape.length, a.axis);
        const from = at === undefined ? x.shape : x.shape.slice(at, at + 1);
        const known = a.shape.filter(d => !d.equals(-1));
        const rest = known.length < a.shape.length ? ' and a whole number left over' : '';
        return `${written(from)} holds ${product(from).toString()} numbers, ${written(a.shape)} ${product(known).toString()}${rest}`;
      },
      instead: ({ x }, a) => [
        ...[product(x.shape).over(product(a.shape.slice(1)))]
          .filter(first => first.isInteger() !== false)
          .map(first => ({ argument: 'shape', value: written([first, ...a.shape.slice(1)]) })),
        { argument: 'shape', value: `[${[...a.shape.slice(0, -1), Dim.of(-1)].map(String).join(', ')}]` },
        { argument: 'shape', value: `[${product(x.shape).toString()}]` },
      ],
    },
  ],
  shape: ({ x }, a) => target(x.shape, a),
  dtype: 'same',
  lower: (op, x, _, a) => op.reshape(x, { shape: target(x.type.shape, a) }),
  spell: { pytorch: ({ x }, a) => `x.reshape(${['len(x)', ...target(x.shape, a).map(String)].join(', ')})` },
  example: 'reshape([4, 16])',
  exampleInput: '[64]',
});
