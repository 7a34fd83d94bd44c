/** `take`: one place, some places, or a stretch of a dimension. */
import type { Doc } from '../details.js';
import { Dim } from '../../shape/dim.js';
import {
  axis,
  defineLayer,
  defineParameter,
  readCount,
  type Parameter,
  type Shape,
  type TensorType,
  type Truth,
} from './layer.js';
import { axisExists, axisIn, replaced, written } from './rules.js';

const LOWEST = -(2 ** 53);

const optionalPosition = (doc: Doc): Parameter<Dim | undefined> =>
  defineParameter<Dim | undefined>({
    kind: 'position',
    doc,
    written: 'none',
    fallback: () => undefined,
    read: argument => (argument.kind === 'none' ? { value: undefined } : readCount(argument, { min: LOWEST })),
  });

/** One place, or a list of them. */
type Index = Dim | readonly Dim[];

const places = (doc: Doc): Parameter<Index | undefined> =>
  defineParameter<Index | undefined>({
    kind: 'position',
    doc,
    written: 'none',
    fallback: () => undefined,
    read(argument) {
      if (argument.kind === 'none') return { value: undefined };
      if (argument.kind !== 'list') return readCount(argument, { min: LOWEST });
      const value: Dim[] = [];
      for (const item of argument.items) {
        const one = readCount(item, { min: LOWEST });
        if ('error' in one) return one;
        if (!one.value.isConstant) return { error: `needs numbers in a list of places, not ${one.value.toString()}` };
        value.push(one.value);
      }
      return value.length > 0 ? { value } : { error: 'needs a place at least' };
    },
  });

interface Arguments {
  readonly index: Index | undefined;
  readonly axis: number | undefined;
  readonly from: Dim | undefined;
  readonly to: Dim | undefined;
}

const at = (x: TensorType, a: Arguments): number => axisIn(x.shape.length, a.axis ?? 0);
const sizeOf = (x: TensorType, a: Arguments): Dim => x.shape[at(x, a)] ?? Dim.of(1);
/** A position from 0; negative ones count from the end. */
const place = (size: Dim, position: Dim): Dim => (position.is('<', 0) === true ? size.plus(position) : position);

const isList = (index: Index): index is readonly Dim[] => Array.isArray(index);
const listed = (index: Index): readonly Dim[] => (isList(index) ? index : [index]);

function inside(size: Dim, index: Dim): Truth {
  const start = place(size, index);
  const [low, high] = [start.is('>=', 0), start.is('<', size)];
  return low === false || high === false ? false : low === true && high === true ? true : 'unknown';
}

function stretch(x: TensorType, a: Arguments): readonly [Dim, Dim] {
  const size = sizeOf(x, a);
  if (a.index !== undefined) {
    const start = place(size, listed(a.index)[0] ?? Dim.of(0));
    return [start, start.plus(1)];
  }
  return [a.from === undefined ? Dim.of(0) : place(size, a.from), a.to === undefined ? size : place(size, a.to)];
}

function shapeOf(x: TensorType, a: Arguments): Shape {
  if (a.index !== undefined) {
    return replaced(x.shape, at(x, a), ...(isList(a.index) ? [Dim.of(a.index.length)] : []));
  }
  const [start, end] = stretch(x, a);
  return replaced(x.shape, at(x, a), end.minus(start));
}

export const take = defineLayer({
  name: 'take',
  summary:
    'Takes the place `index` of a dimension, which then is gone, the places of a list in its order, or the stretch from `from` up to before `to`.',
  formula: 'y = x[index], x[[i, j, ...]] or x[from:to]',
  source: 'torch.select, torch.index_select, torch.narrow',
  keras: 'ops.take',
  traits: ['views'],
  parameters: {
    index: places('place to take, or a list of places; negative ones count from the end'),
    axis: axis('which dimension', { default: 0, alias: 'dim' }),
    from: optionalPosition('first place of a stretch'),
    to: optionalPosition('place behind the stretch'),
  },
  input: ['...'],
  requires: [
    axisExists('axis'),
    {
      at: 'index',
      holds: (_, a) => (a.index === undefined) !== (a.from === undefined && a.to === undefined),
      says: (_, a) =>
        a.index === undefined
          ? 'needs an `index`, or `from` and `to`'
          : 'takes either an `index` or a stretch, not both',
      instead: () => [{ argument: 'index', value: '0' }],
    },
    {
      at: 'index',
      holds: ({ x }, a): Truth => {
        if (a.index === undefined) return true;
        const size = sizeOf(x, a);
        const answers = listed(a.index).map(index => inside(size, index));
        return answers.includes(false) ? false : answers.includes('unknown') ? 'unknown' : true;
      },
      says: ({ x }, a) =>
        `there is no place ${String(listed(a.index ?? []).find(index => inside(sizeOf(x, a), index) === false))} in dimension ${String(at(x, a))} of ${written(x.shape)}, which has ${sizeOf(x, a).toString()}`,
      instead: () => [
        { argument: 'index', value: '0' },
        { argument: 'index', value: '-1' },
      ],
    },
    {
      at: 'to',
      holds: ({ x }, a): Truth => {
        if (a.index !== undefined) return true;
        const [start, end] = stretch(x, a);
        const answers = [start.is('>=', 0), end.is('>', start), end.is('<=', sizeOf(x, a))];
        return answers.includes(false) ? false : answers.includes('unknown') ? 'unknown' : true;
      },
      says: ({ x }, a) => {
        const [start, end] = stretch(x, a);
        return `there is no stretch from ${start.toString()} to ${end.toString()} in a dimension of ${sizeOf(x, a).toString()}`;
      },
      instead: ({ x }, a) => [{ argument: 'to', value: sizeOf(x, a).toString() }],
    },
  ],
  shape: ({ x }, a) => shapeOf(x, a),
  dtype: 'same',
  lower(op, x, _, a) {
    if (a.index !== undefined && isList(a.index)) {
      const size = sizeOf(x.type, a);
      return op.pickEntries(x, { axis: at(x.type, a), places: a.index.map(index => place(size, index).value) });
    }
    const [start, end] = stretch(x.type, a);
    const y = op.slice(x, { axis: at(x.type, a), from: start, to: end, step: Dim.of(1) });
    return a.index === undefined ? y : op.reshape(y, { shape: shapeOf(x.type, a) });
  },
  spell: {
    pytorch: ({ x }, a) => {
      const before = ':, '.repeat(at(x, a) + 1);
      const [start, end] = stretch(x, a);
      return a.index === undefined
        ? `x[${before}${start.toString()}:${end.toString()}]`
        : `x[${before}${isList(a.index) ? `[${a.index.map(String).join(', ')}]` : a.index.toString()}]`;
    },
  },
  example: 'take(0)',
});
