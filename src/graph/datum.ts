/** Values that expressions have while a network is elaborated: the catalogue's arguments, with the graph's things behind them. */
import type {
  Argument,
  FlagArgument,
  ListArgument,
  NoneArgument,
  NumberArgument,
  PointArgument,
  RecipeArgument,
  TextArgument,
  WeightArgument,
  WordArgument,
} from '../catalogue/argument.js';
import type { Layer } from '../catalogue/layers/layer.js';
import type { TensorType } from '../catalogue/tensor.js';
import { Dim } from '../shape/dim.js';
import type { Body, Node, Place, SharedWeights, Value, WeightRef } from './graph.js';
import type { Definition } from './elaborate-definition.js';

export const none: NoneArgument = { kind: 'none', key: 'none' };
const yes: FlagArgument = { kind: 'flag', value: true, key: 'true' };
const no: FlagArgument = { kind: 'flag', value: false, key: 'false' };
export const flag = (value: boolean): FlagArgument => (value ? yes : no);
export const number = (value: Dim | number): NumberArgument => {
  const dim = typeof value === 'number' ? Dim.of(value) : value;
  return { kind: 'number', value: dim, key: dim.key };
};
export const text = (value: string): TextArgument => ({ kind: 'text', value, key: JSON.stringify(value) });
export const word = (value: string): WordArgument => ({ kind: 'word', value, key: `'${value}` });
export const list = (items: readonly Datum[]): ListArgument => ({
  kind: 'list',
  items,
  key: `[${items.map(item => item.key).join(',')}]`,
});

export type { Definition };

/** A value of an expression. Undefined where a mistake, reported before, leaves it unknown. */
export type Datum = Argument;

/** A point: what flows out of a step, with the step's further results and the nodes whose weights it may lend. */
export class Point implements PointArgument {
  readonly kind = 'point';
  constructor(
    readonly value: Value,
    /** Further results by name, the first one too where it has a name. */
    readonly results: readonly { readonly name: string; readonly value: Value }[] = [],
    /** Nodes of the step, for `.weight`. */
    readonly nodes: readonly Node[] = [],
    /** Body in which the step stands. */
    readonly owner?: Body,
  ) {}

  get type(): TensorType | undefined {
    return this.value.type;
  }

  get key(): string {
    return `@${String(this.value.body.id)}.${String(this.value.node?.id ?? 'in')}.${String(this.value.index)}`;
  }
}

/** The results of a point's step, in order. */
export const resultsOf = ({ results, nodes, owner }: Point): readonly Point[] =>
  results.map(({ value }) => new Point(value, [], nodes, owner));

export function isPoint(datum: Datum | undefined): datum is Point {
  return datum instanceof Point;
}

export class WeightDatum implements WeightArgument {
  readonly kind = 'weight';
  readonly key: string;
  constructor(readonly ref: WeightRef) {
    const path = ref.path.map(node => String(node.id)).join('/');
    this.key = `w${String(ref.owner.id)}:${path}.${ref.weight}${ref.transposed ? 'T' : ''}`;
  }

  get type(): TensorType {
    return this.ref.type;
  }

  /** The same weight with its last two dimensions swapped. */
  transposed(): WeightDatum {
    const { ref } = this;
    const shape = [...ref.type.shape];
    const [a, b] = [shape.pop(), shape.pop()];
    const swapped = a && b ? [...shape, a, b] : ref.type.shape;
    return new WeightDatum({ ...ref, type: { ...ref.type, shape: swapped }, transposed: !ref.transposed });
  }
}

export type RecipeTarget =
  | { readonly kind: 'layer'; readonly layer: Layer }
  | { readonly kind: 'block'; readonly definition: Definition }
  | { readonly kind: 'shared'; readonly shared: SharedWeights; readonly link: RecipeLink }
  /** A call that is no layer: an initializer, an optimizer, a data set. */
  | { readonly kind: 'other' };

export interface GivenArgument {
  readonly name: string | undefined;
  /** Undefined: unknown, reported before. */
  readonly datum: Datum | undefined;
  readonly place: Place;
}

export interface RecipeLink {
  readonly name: string;
  readonly target: RecipeTarget;
  readonly given: readonly GivenArgument[];
}

/** A layer or block with its arguments, or a chain of such, not applied yet. */
export class Recipe implements RecipeArgument {
  readonly kind = 'recipe';
  private written: string | undefined;
  constructor(readonly links: readonly RecipeLink[]) {}

  /** Put together when it is asked for: most recipes are applied at once. */
  get key(): string {
    return (this.written ??= this.links.map(linkKey).join('->'));
  }

  get name(): string {
    return this.links[0]?.name ?? '';
  }

  get positional(): readonly Argument[] {
    return (this.links[0]?.given ?? []).flatMap(g => (g.name === undefined && g.datum ? [g.datum] : []));
  }

  get named(): ReadonlyMap<string, Argument> {
    const named = new Map<string, Argument>();
    for (const g of this.links[0]?.given ?? []) if (g.name !== undefined && g.datum) named.set(g.name, g.datum);
    return named;
  }

  /** The same recipe with further arguments, in place of those of the same name; those without a name come first. */
  with(given: readonly GivenArgument[]): Recipe {
    const [first, ...rest] = this.links;
    if (!first || given.length === 0) return this;
    const names = new Set(given.map(g => g.name));
    const all = [...first.given.filter(g => g.name === undefined || !names.has(g.name)), ...given];
    const [named, unnamed] = [all.filter(g => g.name !== undefined), all.filter(g => g.name === undefined)];
    return new Recipe([{ ...first, given: [...unnamed, ...named] }, ...rest]);
  }
}

function linkKey(link: RecipeLink): string {
  const { target } = link;
  const head =
    target.kind === 'block'
      ? `${target.definition.uri}#${link.name}`
      : target.kind === 'shared'
        ? `shared ${String(target.shared.owner.id)}.${target.shared.name}`
        : link.name;
  if (link.given.length === 0) return head;
  return `${head}(${link.given.map(g => `${g.name === undefined ? '' : `${g.name}:`}${g.datum?.key ?? '?'}`).join(',')})`;
}

const bare = new WeakMap<Layer, Recipe>();

/** A layer without arguments. */
export function recipeOfLayer(layer: Layer): Recipe {
  let recipe = bare.get(layer);
  if (!recipe)
    bare.set(layer, (recipe = new Recipe([{ name: layer.name, target: { kind: 'layer', layer }, given: [] }])));
  return recipe;
}

export function isRecipe(datum: Datum | undefined): datum is Recipe {
  return datum instanceof Recipe;
}

/** How a person would write it: for hover and for arguments in a report. */
export function written(datum: Datum | undefined): string {
  if (datum === undefined) return '?';
  switch (datum.kind) {
    case 'number':
      return datum.value.toString();
    case 'text':
      return JSON.stringify(datum.value);
    case 'flag':
      return String(datum.value);
    case 'none':
      return 'none';
    case 'word':
      return datum.value;
    case 'list': {
      const numbers = datum.items.map(item => (item.kind === 'number' ? item.value.toString() : undefined));
      if (numbers.length > 1 && numbers.every(n => n !== undefined && /^\d+$/.test(n))) return numbers.join('x');
      return `[${datum.items.map(written).join(', ')}]`;
    }
    case 'point':
      return 'a point';
    case 'weight':
      return 'a weight';
    case 'recipe': {
      if (!isRecipe(datum)) return datum.name;
      return datum.links
        .map(link => {
          if (link.given.length === 0) return link.name;
          const args = link.given.map(g => `${g.name === undefined ? '' : `${g.name}: `}${written(g.datum)}`);
          return `${link.name}(${args.join(', ')})`;
        })
        .join(' -> ');
    }
  }
}
