/** What is known of the values of one body, by value: nearly all are the first result of a node, which an array finds. */
import type { Body, Value } from './graph.js';

export class ValueMap<T> {
  private readonly firsts: (T | undefined)[] = [];
  /** Inputs, further results, values of other bodies. */
  private readonly others = new Map<Value, T>();

  constructor(private readonly body: Body) {}

  get(value: Value): T | undefined {
    const { node } = value;
    return node && value.index === 0 && value.body === this.body ? this.firsts[node.id] : this.others.get(value);
  }

  set(value: Value, known: T): void {
    const { node } = value;
    if (!node || value.index !== 0 || value.body !== this.body) this.others.set(value, known);
    else {
      // Filled up to here, so that it stays an array without holes.
      while (this.firsts.length < node.id) this.firsts.push(undefined);
      this.firsts[node.id] = known;
    }
  }
}

/** Values of one body, each in it or not. */
export class ValueSet {
  private readonly known: ValueMap<true>;

  constructor(body: Body, values: Iterable<Value> = []) {
    this.known = new ValueMap(body);
    for (const value of values) this.add(value);
  }

  has(value: Value): boolean {
    return this.known.get(value) === true;
  }

  add(value: Value): void {
    this.known.set(value, true);
  }
}
