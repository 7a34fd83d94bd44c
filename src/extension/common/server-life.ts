/** Brings a language server's client, starts it, and starts it again; what asks the server waits here until it runs. */

/** What of the client is needed here. */
export interface ServerClient {
  start(): Promise<void>;
  stop(): Promise<void>;
  dispose(): Promise<void>;
  isRunning(): boolean;
  sendRequest<Result>(method: string, params: unknown, token?: unknown): Promise<Result>;
}

export class ServerLife {
  /** The newest attempt; rejected when it failed. */
  #running: Promise<ServerClient>;

  /**
   * `bring` makes a client each time: one whose start has failed never starts again.
   * `tell` hears why there is no server, once for each attempt that nobody waits for.
   */
  constructor(
    private readonly bring: () => Promise<ServerClient>,
    private readonly tell: (why: string) => void,
  ) {
    this.#running = this.#begin();
  }

  /** The server runs, or it was told why not. */
  get settled(): Promise<void> {
    return this.#running.then(
      () => undefined,
      () => undefined,
    );
  }

  async request<Result>(method: string, params?: unknown, token?: unknown): Promise<Result> {
    const client = await this.#running;
    return token === undefined ? client.sendRequest(method, params) : client.sendRequest(method, params, token);
  }

  /** Ends the server and starts another, whatever became of the last one. */
  restart(): Promise<void> {
    this.#running = this.#told(this.#again(this.#running));
    return this.settled;
  }

  dispose(): void {
    this.#running.then(
      client => void client.dispose().catch(() => undefined),
      () => undefined,
    );
  }

  #begin(): Promise<ServerClient> {
    // A server may be killed while it starts: the second attempt is another process.
    return this.#told(this.#fresh().catch(() => this.#fresh()));
  }

  async #fresh(): Promise<ServerClient> {
    const client = await this.bring();
    try {
      await client.start();
      return client;
    } catch (error) {
      client.dispose().catch(() => undefined);
      throw error;
    }
  }

  async #again(last: Promise<ServerClient>): Promise<ServerClient> {
    const client = await last.catch(() => undefined);
    if (client === undefined) return this.#fresh();
    try {
      // One that is still starting cannot be stopped.
      if (client.isRunning()) await client.stop();
      await client.start();
      return client;
    } catch {
      client.dispose().catch(() => undefined);
      return this.#fresh();
    }
  }

  #told(attempt: Promise<ServerClient>): Promise<ServerClient> {
    attempt.catch((error: unknown) => this.tell(error instanceof Error ? error.message : String(error)));
    return attempt;
  }
}
