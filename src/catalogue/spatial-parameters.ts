/** Parameters with a value for each axis behind the channel: kernels, strides, paddings, factors. */
import type { Doc } from './details.js';
import { Dim } from '../shape/dim.js';
import type { Argument, ListArgument } from './argument.js';
import {
  defineParameter,
  describe,
  readCount,
  type CountOptions,
  type Parameter,
  type Read,
  type Site,
} from './parameter.js';

/** One whole number for each axis behind the channel; a single one holds for all. */
export function perAxis(doc: Doc, options: CountOptions = {}): Parameter<readonly Dim[]> {
  const { default: fallback, alias, ...bounds } = options;
  return defineParameter<readonly Dim[]>({
    kind: 'per axis',
    doc,
    alias,
    written: fallback === undefined ? undefined : String(fallback),
    fallback:
      typeof fallback === 'number' ? site => Array.from({ length: site.axes }, () => Dim.of(fallback)) : undefined,
    read: (argument, site) => readPerAxis(argument, site, bounds),
  });
}

export function readPerAxis(
  argument: Argument,
  site: Site,
  bounds: { min?: number; max?: number },
): Read<readonly Dim[]> {
  if (argument.kind !== 'list') {
    const one = readCount(argument, bounds);
    return 'error' in one ? one : { value: Array.from({ length: site.axes }, () => one.value) };
  }
  if (argument.items.length !== site.axes) return wrongLength(argument, site);
  const sizes: Dim[] = [];
  for (const item of argument.items) {
    const one = readCount(item, bounds);
    if ('error' in one) return one;
    sizes.push(one.value);
  }
  return { value: sizes };
}

/** As `perAxis`, but it may be left out or `none`: then undefined (a pool's stride is then its kernel). */
export function optionalPerAxis(
  doc: Doc,
  options: Omit<CountOptions, 'default'> & { readonly written?: string } = {},
): Parameter<readonly Dim[] | undefined> {
  const { alias, written, ...bounds } = options;
  return defineParameter<readonly Dim[] | undefined>({
    kind: 'per axis',
    doc,
    alias,
    written: written ?? 'none',
    fallback: () => undefined,
    read: (argument, site) => (argument.kind === 'none' ? { value: undefined } : readPerAxis(argument, site, bounds)),
  });
}

/** One size for each axis behind the channel, or `none` for an axis that keeps its size. */
export function perAxisOrKept(doc: Doc, options: CountOptions = {}): Parameter<readonly (Dim | undefined)[]> {
  const { default: fallback, alias, ...bounds } = options;
  return defineParameter<readonly (Dim | undefined)[]>({
    kind: 'per axis',
    doc,
    alias,
    written: fallback === undefined ? undefined : String(fallback),
    fallback:
      typeof fallback === 'number' ? site => Array.from({ length: site.axes }, () => Dim.of(fallback)) : undefined,
    read: (argument, site) => {
      if (argument.kind !== 'list') {
        if (argument.kind === 'none') return { value: Array.from({ length: site.axes }, () => undefined) };
        return readPerAxis(argument, site, bounds);
      }
      if (argument.items.length !== site.axes) return wrongLength(argument, site);
      const sizes: (Dim | undefined)[] = [];
      for (const item of argument.items) {
        const one: Read<Dim | undefined> = item.kind === 'none' ? { value: undefined } : readCount(item, bounds);
        if ('error' in one) return one;
        sizes.push(one.value);
      }
      return { value: sizes };
    },
  });
}

/** Cells added before and behind, for each axis. */
export type Sides = readonly (readonly [Dim, Dim])[];
/** Sides in numbers, or a rule that finds them from kernel and input. */
export type Padding = Sides | 'same' | 'valid' | 'causal';

const paddingWords = ['same', 'valid', 'causal'] as const;

/** A number for all sides, one for each axis, `[[low, high], ...]`, or a word. */
export function padding(
  doc: Doc,
  options: {
    readonly default?: number;
    readonly words?: readonly ('same' | 'valid' | 'causal')[];
    readonly min?: number;
    readonly alias?: string;
  } = {},
): Parameter<Padding> {
  const { default: fallback, words = paddingWords, min = 0, alias } = options;
  const even = (d: Dim): readonly [Dim, Dim] => [d, d];
  return defineParameter<Padding>({
    kind: 'padding',
    doc,
    alias,
    words,
    written: fallback === undefined ? undefined : String(fallback),
    fallback:
      fallback === undefined ? undefined : site => Array.from({ length: site.axes }, () => even(Dim.of(fallback))),
    read: (argument, site) => {
      if (argument.kind === 'word') {
        const word = words.find(w => w === argument.value);
        return word === undefined
          ? {
              error: `must be a number${words.length > 0 ? ` or one of ${words.join(', ')}` : ''}, not ${describe(argument)}`,
              instead: words.length > 0 ? words : ['0'],
            }
          : { value: word };
      }
      if (argument.kind !== 'list' || !argument.items.some(item => item.kind === 'list')) {
        const each = readPerAxis(argument, site, { min });
        return 'error' in each ? each : { value: each.value.map(even) };
      }
      if (argument.items.length !== site.axes) return wrongLength(argument, site);
      const sides: (readonly [Dim, Dim])[] = [];
      for (const item of argument.items) {
        const ends = item.kind === 'list' ? item.items : [item, item];
        const [low, high] = ends;
        if (!low || !high || ends.length !== 2) {
          return { error: `needs two numbers for each axis, before and behind, not ${describe(item)}` };
        }
        const [a, b] = [readCount(low, { min }), readCount(high, { min })];
        if ('error' in a) return a;
        if ('error' in b) return b;
        sides.push([a.value, b.value]);
      }
      return { value: sides };
    },
  });
}

/** The last size is repeated, or those too many are left out. */
function wrongLength(
  { items }: ListArgument,
  site: Site,
): { readonly error: string; readonly instead: readonly string[] } {
  const sizes = items.map(describe);
  const fitting = Array.from({ length: site.axes }, (_, i) => sizes[Math.min(i, sizes.length - 1)] ?? '1');
  const [first = '1'] = fitting;
  const written = fitting.every(size => size === first) && !first.startsWith('[') ? first : `[${fitting.join(', ')}]`;
  const axes = `${String(site.axes)} ${site.axes === 1 ? 'axis' : 'axes'}`;
  return {
    error: `has ${String(sizes.length)} ${sizes.length === 1 ? 'size' : 'sizes'}, but the input has ${axes} behind the channel`,
    instead: items.length === 0 ? [] : [written],
  };
}

/** As `padding` in numbers, but it may be left out or `none`: then undefined. */
export function optionalPadding(
  doc: Doc,
  options: { readonly min?: number; readonly alias?: string } = {},
): Parameter<Sides | undefined> {
  const inner = padding(doc, { ...options, words: [] });
  return defineParameter<Sides | undefined>({
    kind: 'padding',
    doc,
    alias: options.alias,
    written: 'none',
    fallback: () => undefined,
    read: (argument, site) => {
      if (argument.kind === 'none') return { value: undefined };
      const read = inner.read(argument, site);
      if ('error' in read) return read;
      return { value: typeof read.value === 'string' ? undefined : read.value };
    },
  });
}

/** A number, not necessarily whole, for each axis behind the channel; a single one holds for all. */
export function factors(
  doc: Doc,
  options: { readonly above?: number; readonly default?: number; readonly alias?: string | readonly string[] } = {},
): Parameter<readonly Dim[] | undefined> {
  const { above = 0, default: fallback, alias } = options;
  const one = (argument: Argument): Read<Dim> =>
    argument.kind !== 'number'
      ? { error: `needs a number, not ${describe(argument)}` }
      : argument.value.is('>', Dim.of(above)) === false
        ? { error: `must be above ${String(above)}, but this is ${argument.value.toString()}` }
        : { value: argument.value };
  return defineParameter<readonly Dim[] | undefined>({
    kind: 'factor per axis',
    doc,
    alias,
    written: fallback === undefined ? 'none' : String(fallback),
    fallback: site => (fallback === undefined ? undefined : Array.from({ length: site.axes }, () => Dim.of(fallback))),
    read: (argument, site) => {
      if (argument.kind === 'none') return { value: undefined };
      if (argument.kind !== 'list') {
        const all = one(argument);
        return 'error' in all ? all : { value: Array.from({ length: site.axes }, () => all.value) };
      }
      if (argument.items.length !== site.axes) return wrongLength(argument, site);
      const found: Dim[] = [];
      for (const item of argument.items) {
        const read = one(item);
        if ('error' in read) return read;
        found.push(read.value);
      }
      return { value: found };
    },
  });
}
