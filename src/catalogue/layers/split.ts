/** `split`: cuts a dimension into parts. */
import { Dim } from '../../shape/dim.js';
import { axis, defineLayer, optionalCount, sizes, type Shape, type TensorType } from './layer.js';
import { axisExists, axisIn, nearestDivisors, replaced, sum, written } from './rules.js';

interface Arguments {
  readonly parts: Dim | undefined;
  readonly sizes: Shape;
  readonly axis: number | undefined;
}

const at = (x: TensorType, a: Arguments): number => axisIn(x.shape.length, a.axis ?? 0);
const whole = (x: TensorType, a: Arguments): Dim => x.shape[at(x, a)] ?? Dim.of(1);

/** Cut into equal parts, or into the sizes that are given. */
function pieces(x: TensorType, a: Arguments): Shape {
  const { parts } = a;
  if (parts === undefined) return a.sizes;
  return Array.from({ length: parts.isConstant ? parts.value : 0 }, () => whole(x, a).over(parts));
}

export const split = defineLayer({
  name: 'split',
  summary: 'Cuts a dimension into equal parts, or into parts of the given sizes; `parts[0]` is the first.',
  formula: 'x = concat(parts)',
  traits: ['views'],
  parameters: {
    parts: optionalCount('number of equal parts', { min: 1, max: 4096, alias: 'chunks' }),
    sizes: sizes('sizes of the parts', { min: 1, optional: true }),
    axis: axis('which dimension', { default: 0, alias: 'dim' }),
  },
  input: ['...'],
  requires: [
    axisExists('axis'),
    {
      at: 'parts',
      holds: (_, a) => (a.parts === undefined) !== (a.sizes.length === 0) && (a.parts?.isConstant ?? true),
      says: (_, a) =>
        a.parts === undefined
          ? 'needs a number of parts, or their sizes'
          : a.parts.isConstant
            ? 'takes either a number of parts or their sizes, not both'
            : `needs a number of parts known before running, not ${a.parts.toString()}`,
      instead: () => [{ argument: 'parts', value: '2' }],
    },
    {
      at: 'parts',
      holds: ({ x }, a) => (a.parts === undefined ? true : whole(x, a).isMultipleOf(a.parts)),
      says: ({ x }, a) => `${whole(x, a).toString()} cannot be cut into ${String(a.parts)} equal parts`,
      instead: ({ x }, a) =>
        a.parts === undefined
          ? []
          : nearestDivisors(whole(x, a), a.parts).map(d => ({ argument: 'parts', value: String(d) })),
    },
    {
      at: 'sizes',
      holds: ({ x }, a) => (a.parts === undefined ? sum(a.sizes).is('==', whole(x, a)) : true),
      says: ({ x }, a) =>
        `the parts add up to ${sum(a.sizes).toString()}, but dimension ${String(at(x, a))} of ${written(x.shape)} has ${whole(x, a).toString()}`,
    },
  ],
  shape: ({ x }, a): readonly Shape[] => pieces(x, a).map(size => replaced(x.shape, at(x, a), size)),
  dtype: 'same',
  lower(op, x, _, a) {
    let start = Dim.of(0);
    return pieces(x.type, a).map(size => {
      const end = start.plus(size);
      const part = op.slice(x, { axis: at(x.type, a), from: start, to: end, step: Dim.of(1) });
      start = end;
      return part;
    });
  },
  spell: {
    pytorch: ({ x }, a) =>
      a.parts === undefined
        ? `x.split([${a.sizes.map(String).join(', ')}], dim=${String(at(x, a) + 1)})`
        : `x.chunk(${a.parts.toString()}, dim=${String(at(x, a) + 1)})`,
  },
  example: 'split(2)',
  exampleInput: '[64]',
});
