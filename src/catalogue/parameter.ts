/** Parameters of declarations: one kind each, which documents itself and turns an argument into a typed value. */
import type { Doc } from './details.js';
import { Dim } from '../shape/dim.js';
import type { Argument, RecipeArgument } from './argument.js';
import { readCall } from './read-call.js';

/** What reading an argument gives: a value, or why not, with other values that would be right. */
export type Read<T> = { readonly value: T } | { readonly error: string; readonly instead?: readonly string[] };

/** What a parameter may depend on besides its own argument. */
export interface Site {
  /** Number of axes behind the channel that the input has (2 for `[C, H, W]`). */
  readonly axes: number;
}

export interface Parameter<T> {
  /** For completion and docs: `count`, `per axis`, `flag`, ... */
  readonly kind: string;
  readonly doc: Doc;
  readonly required: boolean;
  /** The default as it would be written. */
  readonly written?: string;
  /** Its value; a function where it depends on the site. */
  readonly fallback?: (site: Site) => T;
  /** Other accepted names: PyTorch's. Formatted away. */
  readonly aliases: readonly string[];
  /** Bare words that it accepts. */
  readonly words: readonly string[];
  /** `point`: a tensor of the network; `points`: any number of them, positional. Others are plain values. */
  readonly takes: 'value' | 'point' | 'points' | 'recipe';
  read(argument: Argument, site: Site): Read<T>;
}

export type ParameterTable = { readonly [name: string]: Parameter<unknown> };
export type ValuesOf<P extends ParameterTable> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

interface Options<T> {
  readonly default?: T;
  readonly alias?: string | readonly string[];
}

/** Names an argument in a message: `3x1`, `"text"`, `a point`. */
export function describe(argument: Argument): string {
  switch (argument.kind) {
    case 'number':
      return argument.value.toString();
    case 'text':
      return JSON.stringify(argument.value);
    case 'flag':
      return String(argument.value);
    case 'none':
      return 'none';
    case 'word':
      return `\`${argument.value}\``;
    case 'list':
      return `[${argument.items.map(describe).join(', ')}]`;
    case 'point':
      return 'a point of the network';
    case 'weight':
      return 'a weight';
    case 'recipe':
      return `\`${argument.name}\``;
  }
}

function aliasesOf(alias: string | readonly string[] | undefined): readonly string[] {
  return alias === undefined ? [] : typeof alias === 'string' ? [alias] : alias;
}

interface Declared<T> {
  readonly kind: string;
  readonly doc: Doc;
  readonly written?: string | undefined;
  readonly fallback?: ((site: Site) => T) | undefined;
  readonly alias?: string | readonly string[] | undefined;
  readonly words?: readonly string[] | undefined;
  readonly takes?: Parameter<T>['takes'];
  readonly optional?: boolean;
  read(argument: Argument, site: Site): Read<T>;
}

/** Declares a parameter; the kinds below are made with it. Without a fallback it is required, unless `optional`. */
export function defineParameter<T>(d: Declared<T>): Parameter<T> {
  return {
    kind: d.kind,
    doc: d.doc,
    required: d.fallback === undefined && d.optional !== true,
    ...(d.written === undefined ? {} : { written: d.written }),
    ...(d.fallback === undefined ? {} : { fallback: d.fallback }),
    aliases: aliasesOf(d.alias),
    words: d.words ?? [],
    takes: d.takes ?? 'value',
    read: (argument, site) => d.read(argument, site),
  };
}

const fallbackOf = <T>(options: Options<T>): (() => T) | undefined => {
  const value = options.default;
  return value === undefined ? undefined : () => value;
};

export interface CountOptions {
  readonly min?: number;
  readonly max?: number;
  readonly default?: number | 'none';
  readonly alias?: string | readonly string[];
}

/** Checks a size that must be whole and within bounds. A formula passes unless it certainly breaks a rule. */
export function readCount(argument: Argument, { min = 0, max }: { min?: number; max?: number }): Read<Dim> {
  if (argument.kind !== 'number') return { error: `needs a whole number, not ${describe(argument)}` };
  const n = argument.value;
  if (n.isInteger() === false) {
    const [low, high] = [n.floor(), n.ceil()];
    return { error: `needs a whole number, but this is ${n.toString()}`, instead: [low.toString(), high.toString()] };
  }
  if (n.is('>=', Dim.of(min)) === false) {
    return { error: `must be at least ${String(min)}, but this is ${n.toString()}`, instead: [String(min)] };
  }
  if (max !== undefined && n.is('<=', Dim.of(max)) === false) {
    return { error: `must be at most ${String(max)}, but this is ${n.toString()}`, instead: [String(max)] };
  }
  return { value: n };
}

/** A whole number: channels, heads, groups. */
export function count(doc: Doc, options: CountOptions = {}): Parameter<Dim> {
  const { default: fallback, alias, ...bounds } = options;
  return defineParameter<Dim>({
    kind: 'count',
    doc,
    alias,
    written: fallback === undefined ? undefined : String(fallback),
    fallback: typeof fallback === 'number' ? () => Dim.of(fallback) : undefined,
    read: argument => readCount(argument, bounds),
  });
}

/** A whole number that may be left out or `none`: then undefined. */
export function optionalCount(doc: Doc, options: Omit<CountOptions, 'default'> = {}): Parameter<Dim | undefined> {
  const { alias, ...bounds } = options;
  return defineParameter<Dim | undefined>({
    kind: 'count',
    doc,
    alias,
    written: 'none',
    fallback: () => undefined,
    read: argument => (argument.kind === 'none' ? { value: undefined } : readCount(argument, bounds)),
  });
}

export function flag(doc: Doc, options: Options<boolean> = {}): Parameter<boolean> {
  return defineParameter<boolean>({
    kind: 'flag',
    doc,
    alias: options.alias,
    written: options.default === undefined ? undefined : String(options.default),
    fallback: fallbackOf(options),
    words: [],
    read: argument =>
      argument.kind === 'flag'
        ? { value: argument.value }
        : { error: `needs true or false, not ${describe(argument)}`, instead: ['true', 'false'] },
  });
}

/** A flag that may be left out or `none`: then undefined. */
export function optionalFlag(doc: string): Parameter<boolean | undefined> {
  const one = flag(doc);
  return defineParameter<boolean | undefined>({
    kind: 'flag',
    doc,
    written: 'none',
    fallback: () => undefined,
    read: (argument, site) => (argument.kind === 'none' ? { value: undefined } : one.read(argument, site)),
  });
}

interface RealOptions extends Options<number> {
  readonly min?: number;
  readonly max?: number;
  /** Bounds that must not be reached. */
  readonly above?: number;
  readonly below?: number;
}

export function readReal(argument: Argument, o: RealOptions): Read<number> {
  if (argument.kind !== 'number') return { error: `needs a number, not ${describe(argument)}` };
  const n = argument.value.value;
  if (Number.isNaN(n)) return { error: `needs a number known before running, not ${describe(argument)}` };
  const says = (rule: string, nearest?: number): Read<number> => ({
    error: `must be ${rule}, but this is ${String(n)}`,
    ...(nearest !== undefined && { instead: [String(nearest)] }),
  });
  if (o.min !== undefined && n < o.min) return says(`at least ${String(o.min)}`, o.min);
  // 50 was meant as a share of 100.
  if (o.max !== undefined && n > o.max)
    return says(`at most ${String(o.max)}`, o.max === 1 && n >= 5 && n <= 100 ? n / 100 : o.max);
  if (o.above !== undefined && n <= o.above) return says(`above ${String(o.above)}`);
  if (o.below !== undefined && n >= o.below) return says(`below ${String(o.below)}`);
  return { value: n };
}

/** A number that need not be whole: eps, slope. */
export function real(doc: Doc, options: RealOptions = {}): Parameter<number> {
  return defineParameter<number>({
    kind: 'number',
    doc,
    alias: options.alias,
    written: options.default === undefined ? undefined : String(options.default),
    fallback: fallbackOf(options),
    read: argument => readReal(argument, options),
  });
}

export const positive = (doc: Doc, options: Options<number> = {}): Parameter<number> =>
  real(doc, { ...options, above: 0 });
export const fraction = (doc: Doc, options: Options<number> = {}): Parameter<number> =>
  real(doc, { ...options, min: 0, max: 1 });

/** One of a few bare words. */
export function choice<const W extends readonly string[]>(
  words: W,
  doc: Doc,
  options: Options<W[number]> = {},
): Parameter<W[number]> {
  return defineParameter<W[number]>({
    kind: 'word',
    doc,
    alias: options.alias,
    written: options.default,
    fallback: fallbackOf<W[number]>(options),
    words,
    read: argument => {
      const word = argument.kind === 'word' ? words.find(w => w === argument.value) : undefined;
      return word === undefined
        ? { error: `must be one of ${words.join(', ')}, not ${describe(argument)}`, instead: words }
        : { value: word };
    },
  });
}

/** As `choice`, but it may be left out or `none`: then undefined. */
export function optionalChoice<const W extends readonly string[]>(
  words: W,
  doc: Doc,
  options: { readonly alias?: string | readonly string[] } = {},
): Parameter<W[number] | undefined> {
  const one = choice(words, doc);
  return defineParameter<W[number] | undefined>({
    kind: 'word',
    doc,
    alias: options.alias,
    written: 'none',
    fallback: () => undefined,
    words,
    read: (argument, site) => (argument.kind === 'none' ? { value: undefined } : one.read(argument, site)),
  });
}

/** A number that may be left out or `none`: then undefined. */
export function optionalReal(doc: Doc, options: RealOptions = {}): Parameter<number | undefined> {
  const { default: fallback } = options;
  return defineParameter<number | undefined>({
    kind: 'number',
    doc,
    alias: options.alias,
    written: fallback === undefined ? 'none' : String(fallback),
    fallback: () => fallback,
    read: argument => (argument.kind === 'none' ? { value: undefined } : readReal(argument, options)),
  });
}

/** A declaration chosen by name, with arguments of its own where it is a call: `he`, `normal(std: 0.02)`. */
export interface Named {
  readonly name: string;
  readonly recipe?: RecipeArgument | undefined;
}

/**
 * One of the declarations called `words`, as a bare word or as a call; undefined where it is left out or `none`. `tableOf`: the
 * arguments of each, where they are known here.
 */
export function named(
  words: readonly string[],
  what: string,
  doc: Doc,
  tableOf: (word: string) => ParameterTable | undefined = () => undefined,
): Parameter<Named | undefined> {
  return defineParameter<Named | undefined>({
    kind: what,
    doc,
    written: 'none',
    fallback: () => undefined,
    words,
    read: argument => {
      if (argument.kind === 'none') return { value: undefined };
      const name = argument.kind === 'word' ? argument.value : argument.kind === 'recipe' ? argument.name : undefined;
      if (name === undefined || !words.includes(name)) {
        return { error: `must be one of ${words.join(', ')}, not ${describe(argument)}`, instead: words };
      }
      const recipe = argument.kind === 'recipe' ? argument : undefined;
      const table = tableOf(name);
      const read = table && readCall(table, recipe);
      if (read && 'error' in read) return { error: `cannot be this: ${name} ${read.error}` };
      return { value: recipe ? { name, recipe } : { name } };
    },
  });
}

/** Text in quotes: a file name. */
export function text(doc: Doc, options: Options<string> = {}): Parameter<string> {
  return defineParameter<string>({
    kind: 'text',
    doc,
    alias: options.alias,
    written: options.default === undefined ? undefined : JSON.stringify(options.default),
    fallback: fallbackOf(options),
    read: argument =>
      argument.kind === 'text'
        ? { value: argument.value }
        : { error: `needs text in quotes, not ${describe(argument)}` },
  });
}

/** A list of sizes: `7x7`, `[128, 7, 7]`; a single number is a list of one. */
export function sizes(
  doc: Doc,
  options: { min?: number; alias?: string; optional?: boolean } = {},
): Parameter<readonly Dim[]> {
  return defineParameter<readonly Dim[]>({
    kind: 'shape',
    doc,
    alias: options.alias,
    ...(options.optional ? { written: 'none', fallback: () => [] } : {}),
    read: argument => {
      const found: Dim[] = [];
      for (const item of argument.kind === 'list' ? argument.items : [argument]) {
        const one = readCount(item, { min: options.min ?? 0 });
        if ('error' in one) return one;
        found.push(one.value);
      }
      return { value: found };
    },
  });
}

/** A dimension by its position, from 0; negative ones count from the end. */
export function axis(
  doc: Doc,
  options: { default?: number; optional?: boolean; alias?: string } = {},
): Parameter<number | undefined> {
  const { default: fallback, optional, alias } = options;
  return defineParameter<number | undefined>({
    kind: 'axis',
    doc,
    alias,
    written: fallback === undefined ? (optional ? 'none' : undefined) : String(fallback),
    fallback: fallback === undefined && !optional ? undefined : () => fallback,
    read: argument => {
      if (argument.kind === 'none' && optional) return { value: undefined };
      const one = readCount(argument, { min: -8, max: 7 });
      return 'error' in one ? one : { value: one.value.value };
    },
  });
}

/** A further tensor of the network. Layers find it in `points`; a number stands for a constant. */
export function point(doc: Doc, options: { optional?: boolean } = {}): Parameter<Argument | undefined> {
  return defineParameter<Argument | undefined>({
    kind: 'point',
    doc,
    takes: 'point',
    ...(options.optional ? { written: 'none', fallback: () => undefined } : {}),
    read: argument =>
      argument.kind === 'none' && options.optional
        ? { value: undefined }
        : argument.kind === 'point' || argument.kind === 'number'
          ? { value: argument }
          : { error: `needs a point of the network, not ${describe(argument)}` },
  });
}

/** Any number of further tensors, given by position: `concat(a, b)`. */
export function points(doc: Doc): Parameter<readonly Argument[]> {
  return defineParameter<readonly Argument[]>({
    kind: 'points',
    doc,
    takes: 'points',
    written: 'none',
    fallback: () => [],
    read: argument => ({ value: [argument] }),
  });
}
