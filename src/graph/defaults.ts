/** `defaults { conv(padding: same) }`: arguments in force for layers of a kind, nearer ones first. */
import type { Given } from './match-arguments.js';

export class Defaults {
  static readonly none = new Defaults(new Map(), '');

  private constructor(
    private readonly layers: ReadonlyMap<string, readonly Given[]>,
    /** Equal for equal defaults: part of the key of an elaborated block. */
    readonly key: string,
  ) {}

  for(layer: string): readonly Given[] {
    return this.layers.get(layer) ?? [];
  }

  /** These defaults and, over them, those of one call within `defaults { }`; all by name. */
  with(layer: string, given: readonly (Given & { readonly name: string })[]): Defaults {
    const names = new Set(given.map(g => g.name));
    const merged = [...given, ...this.for(layer).filter(g => g.name === undefined || !names.has(g.name))];
    const layers = new Map(this.layers).set(layer, merged);
    const key = [...layers]
      .map(
        ([name, args]) =>
          `${name}(${args
            .map(a => `${a.name ?? ''}:${a.datum.key}`)
            .sort()
            .join(',')})`,
      )
      .sort()
      .join(';');
    return new Defaults(layers, key);
  }
}
