/** Names while a body is elaborated: each scope knows its own and asks the one around it. */
import type { Datum } from './datum.js';
import type { Place } from './graph.js';

export interface Entry {
  /** Undefined: known by name, its value unknown because of an earlier mistake. */
  readonly datum: Datum | undefined;
  readonly place: Place | undefined;
}

/** A list of points that grows index by index: `skip[0]`, `skip[1]`; several indexes nest. */
export class IndexedPoints {
  readonly items = new Map<number, Datum | IndexedPoints>();
  constructor(readonly place: Place) {}
}

export class Scope {
  private readonly names = new Map<string, Entry>();
  private readonly indexed = new Map<string, IndexedPoints>();

  constructor(readonly parent: Scope | undefined) {}

  define(name: string, entry: Entry): void {
    this.names.set(name, entry);
  }

  own(name: string): Entry | undefined {
    return this.names.get(name);
  }

  find(name: string): Entry | undefined {
    return this.names.get(name) ?? this.parent?.find(name);
  }

  findIndexed(name: string): IndexedPoints | undefined {
    return this.indexed.get(name) ?? this.parent?.findIndexed(name);
  }

  /** The list of that name, begun if it is new. */
  indexedPoints(name: string, place: Place): IndexedPoints {
    let found = this.indexed.get(name);
    if (!found) this.indexed.set(name, (found = new IndexedPoints(place)));
    return found;
  }

  /** All visible names, nearest first. */
  *visible(): Iterable<string> {
    yield* this.names.keys();
    yield* this.indexed.keys();
    if (this.parent) yield* this.parent.visible();
  }
}
