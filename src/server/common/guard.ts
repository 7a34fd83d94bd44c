/** The guard around each request: a bug becomes a line in the log and an empty answer, a superseded request an error at once. */
import { ResponseError, type CancellationToken } from './connection.js';
import { errorCodes } from './protocol.js';

export interface Log {
  error(message: string): void;
}

/** Thrown where going on is useless because the text has changed since. */
export class Superseded extends Error {
  constructor() {
    super('superseded by a newer version of the text');
  }
}

const cancelled = (): ResponseError => new ResponseError(errorCodes.serverCancelled, 'cancelled: the text has changed');

/** Answers with `empty` when `answer` fails by a bug. */
export async function guarded<T>(
  name: string,
  log: Log,
  token: CancellationToken,
  empty: T,
  answer: () => T | Promise<T>,
): Promise<T | ResponseError> {
  if (token.isCancellationRequested) return cancelled();
  try {
    const value = await answer();
    return token.isCancellationRequested ? cancelled() : value;
  } catch (error) {
    if (error instanceof Superseded) return cancelled();
    log.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return empty;
  }
}
