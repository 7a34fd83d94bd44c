/** What every host of the shared code offers (Node, browser, worker), declared without either's types: nothing else may be used there. */

declare function setTimeout(callback: () => void, milliseconds?: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare function queueMicrotask(callback: () => void): void;

declare function btoa(text: string): string;
declare function atob(text: string): string;

declare const crypto: { getRandomValues<T extends Uint8Array>(bytes: T): T };

declare const performance: { now(): number };

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView | ArrayBuffer): string;
}

declare class URL {
  constructor(address: string, base?: string | URL);
  readonly href: string;
  readonly protocol: string;
  readonly pathname: string;
}

declare class ReadableStream {
  pipeThrough(through: DecompressionStream): ReadableStream;
}

declare class DecompressionStream {
  constructor(format: 'gzip' | 'deflate' | 'deflate-raw');
}

declare class Blob {
  constructor(parts: readonly ArrayBufferView[]);
  stream(): ReadableStream;
}

declare class Response {
  constructor(body: ReadableStream);
  arrayBuffer(): Promise<ArrayBuffer>;
}
