/** Reads the workspace's files a few at a time while nothing else is to be done, so that names are known across files. */
import type { ServerHost } from './host.js';
import type { Store } from './store.js';

/** Files that are read before waiting messages are let in. */
const atOnce = 10;

export class Indexer {
  private readonly waiting: string[] = [];
  private running = false;

  constructor(
    private readonly store: Store,
    private readonly host: ServerHost,
  ) {}

  add(uris: readonly string[]): void {
    this.waiting.push(...uris);
    if (!this.running && this.waiting.length > 0) this.next();
  }

  private next(): void {
    this.running = true;
    this.host.defer(() => {
      for (const uri of this.waiting.splice(0, atOnce)) this.store.files.get(uri);
      if (this.waiting.length > 0) this.next();
      else this.running = false;
    });
  }
}
