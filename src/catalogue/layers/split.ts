/** `split`: cuts a dimension into parts. */
import { Dim } from '../../shape/dim.js';
import { axis, defineLayer, optionalCount, sizes, type Parameter, type Shape, type TensorType } from './layer.js';
import { axisExists, axisIn, nearestDivisors, replaced, sum, written } from './rules.js';

interface Written {
  /** How many equal parts, or the sizes of all. */
  readonly parts: Dim | Shape | undefined;
  readonly sizes: Shape;
  readonly axis: number | undefined;
}

interface Arguments extends Written {
  readonly parts: Dim | undefined;
}

const plain = (a: Written): Arguments =>
  a.parts === undefined || a.parts instanceof Dim
    ? { ...a, parts: a.parts }
    : { ...a, parts: undefined, sizes: [...a.sizes, ...a.parts] };

const partsOrSizes = (): Parameter<Dim | Shape | undefined> => {
  const count = optionalCount('number of equal parts, or the sizes of the parts', {
    min: 1,
    max: 4096,
    alias: 'chunks',
  });
  const list = sizes('', { min: 1 });
  return {
    ...count,
    read: (argument, site) => (argument.kind === 'list' ? list.read(argument, site) : count.read(argument, site)),
  };
};

const at = (x: TensorType, a: Written): number => axisIn(x.shape.length, a.axis ?? 0);
const whole = (x: TensorType, a: Written): Dim => x.shape[at(x, a)] ?? Dim.of(1);

/** Cut into equal parts, or into the sizes that are given. */
function pieces(x: TensorType, a: Written): Shape {
  const { parts, sizes: all } = plain(a);
  if (parts === undefined) return all;
  return Array.from({ length: parts.isConstant ? parts.value : 0 }, () => whole(x, a).over(parts));
}

export const split = defineLayer({
  name: 'split',
  summary: 'Cuts a dimension into equal parts, or into parts of the given sizes; `parts[0]` is the first.',
  formula: 'x = concat(parts)',
  source: 'torch.split',
  keras: 'ops.split',
  traits: ['views'],
  parameters: {
    parts: partsOrSizes(),
    sizes: sizes('sizes of the parts', { min: 1, optional: true }),
    axis: axis('which dimension', { default: 0, alias: 'dim' }),
  },
  input: ['...'],
  requires: [
    axisExists('axis'),
    {
      at: 'parts',
      holds: (_, a) => {
        const { parts, sizes: all } = plain(a);
        return (parts === undefined) !== (all.length === 0) && (parts?.isConstant ?? true);
      },
      says(_, a) {
        const { parts } = plain(a);
        return parts === undefined
          ? 'needs a number of parts, or their sizes'
          : parts.isConstant
            ? 'takes either a number of parts or their sizes, not both'
            : `needs a number of parts known before running, not ${parts.toString()}`;
      },
      instead: () => [{ argument: 'parts', value: '2' }],
    },
    {
      at: 'parts',
      holds({ x }, a) {
        const { parts } = plain(a);
        return parts === undefined ? true : whole(x, a).isMultipleOf(parts);
      },
      says: ({ x }, a) => `${whole(x, a).toString()} cannot be cut into ${String(a.parts)} equal parts`,
      instead({ x }, a) {
        const { parts } = plain(a);
        if (parts === undefined) return [];
        return nearestDivisors(whole(x, a), parts).map(d => ({ argument: 'parts', value: String(d) }));
      },
    },
    {
      at: 'sizes',
      holds({ x }, a) {
        const { parts, sizes: all } = plain(a);
        return parts === undefined ? sum(all).is('==', whole(x, a)) : true;
      },
      says: ({ x }, a) =>
        `the parts add up to ${sum(plain(a).sizes).toString()}, but dimension ${String(at(x, a))} of ${written(x.shape)} has ${whole(x, a).toString()}`,
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
    pytorch({ x }, a) {
      const { parts, sizes: all } = plain(a);
      return parts === undefined
        ? `x.split([${all.map(String).join(', ')}], dim=${String(at(x, a) + 1)})`
        : `x.chunk(${parts.toString()}, dim=${String(at(x, a) + 1)})`;
    },
  },
  example: 'split(2)',
  exampleInput: '[64]',
});
