/** The server's end of JSON-RPC: handlers by method, answers in any order, cancellation; how bytes travel is the transport's. */
import { errorCodes, messageTypes, type Notifications, type Requests } from './protocol.js';

/** Carries whole messages between this program and an editor. */
export interface Transport {
  send(message: object): void;
  /** Calls back with the messages that arrived together. */
  listen(receive: (messages: readonly unknown[]) => void): void;
}

/** Whether the one who asked still wants the answer. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
}

/** What a handler returns or throws to answer with an error. */
export class ResponseError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

type Handler = (params: unknown, token: CancellationToken) => unknown;

interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

interface Asked {
  readonly answered: (result: unknown) => void;
  readonly failed: (why: Error) => void;
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export class Connection {
  private readonly requests = new Map<string, Handler>();
  private readonly notifications = new Map<string, (params: unknown) => unknown>();
  /** Requests that are being answered. */
  private readonly running = new Map<number | string, { isCancellationRequested: boolean }>();
  private readonly asked = new Map<number, Asked>();
  private lastId = 0;
  private further: (() => Promise<void>) | undefined;
  private loading: Promise<void> | undefined;

  constructor(private readonly transport: Transport) {}

  onRequest<M extends keyof Requests>(
    method: M,
    handler: (
      params: Requests[M][0],
      token: CancellationToken,
    ) => Requests[M][1] | ResponseError | Promise<Requests[M][1] | ResponseError>,
  ): void {
    this.onOwnRequest(method, handler);
  }

  onNotification<M extends keyof Notifications>(method: M, handler: (params: Notifications[M]) => unknown): void {
    this.onOwnNotification(method, handler);
  }

  /** A request beyond the protocol. */
  onOwnRequest<P, R>(method: string, handler: (params: P, token: CancellationToken) => R): void {
    this.requests.set(method, handler as Handler);
  }

  /** Called once, with the first request that has no handler: it may register further ones. */
  onFurther(load: () => Promise<void>): void {
    this.further = load;
  }

  /** A notification beyond the protocol. */
  onOwnNotification<P>(method: string, handler: (params: P) => unknown): void {
    this.notifications.set(method, handler as (params: unknown) => unknown);
  }

  sendRequest(method: string, params?: object): Promise<unknown> {
    const id = ++this.lastId;
    return new Promise((answered, failed) => {
      this.asked.set(id, { answered, failed });
      this.transport.send({ jsonrpc: '2.0', id, method, params });
    });
  }

  sendNotification(method: string, params: object): void {
    this.transport.send({ jsonrpc: '2.0', method, params });
  }

  logError(message: string): void {
    this.sendNotification('window/logMessage', { type: messageTypes.error, message });
  }

  listen(): void {
    this.transport.listen(messages => {
      // What is taken back in the same breath is not begun.
      const takenBack = new Set(
        (messages as readonly Message[])
          .filter(({ method }) => method === '$/cancelRequest')
          .map(({ params }) => (params as { readonly id: number | string }).id),
      );
      for (const message of messages as readonly Message[]) this.receive(message, takenBack);
    });
  }

  private receive({ id, method, params, result, error }: Message, takenBack: ReadonlySet<number | string>): void {
    if (method === undefined) {
      const asked = this.asked.get(Number(id));
      this.asked.delete(Number(id));
      if (error !== undefined) asked?.failed(new ResponseError(error.code, error.message));
      else asked?.answered(result);
    } else if (id === undefined || id === null) {
      this.notified(method, params);
    } else if (takenBack.has(id)) {
      this.fail(id, errorCodes.requestCancelled, 'cancelled');
    } else {
      void this.answer(id, method, params);
    }
  }

  private notified(method: string, params: unknown): void {
    if (method === '$/cancelRequest') {
      const running = this.running.get((params as { readonly id: number | string }).id);
      if (running !== undefined) running.isCancellationRequested = true;
      return;
    }
    const failed = (error: unknown): void => this.logError(`${method} failed: ${textOf(error)}`);
    try {
      const done = this.notifications.get(method)?.(params);
      if (done instanceof Promise) done.catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  private async answer(id: number | string, method: string, params: unknown): Promise<void> {
    const token = { isCancellationRequested: false };
    this.running.set(id, token);
    try {
      const handler = this.requests.get(method) ?? (await this.loaded(method));
      const result = await handler(params, token);
      if (result instanceof ResponseError) this.fail(id, result.code, result.message);
      else this.transport.send({ jsonrpc: '2.0', id, result: result ?? null });
    } catch (error) {
      this.fail(id, error instanceof ResponseError ? error.code : errorCodes.internalError, textOf(error));
    } finally {
      this.running.delete(id);
    }
  }

  private async loaded(method: string): Promise<Handler> {
    await (this.loading ??= this.further?.());
    const handler = this.requests.get(method);
    if (handler === undefined) throw new ResponseError(errorCodes.methodNotFound, `there is no ${method}`);
    return handler;
  }

  private fail(id: number | string, code: number, message: string): void {
    this.transport.send({ jsonrpc: '2.0', id, error: { code, message } });
  }
}
