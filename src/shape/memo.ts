/** Remembers the answers of a pure function by a text; forgets all when there are many, so that memory stays bounded. */
export class Memo<T> {
  private readonly known = new Map<string, T>();

  constructor(private readonly most: number) {}

  get(key: string, make: () => T): T {
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const made = make();
    if (this.known.size >= this.most) this.known.clear();
    this.known.set(key, made);
    return made;
  }
}
