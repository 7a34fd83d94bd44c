/** Messages in a stream of bytes: each stands behind a header that says how many bytes it has. */

const returnAndBreak = [13, 10, 13, 10] as const;

/** Where the header that begins at `from` ends, behind its empty line; -1 while it is not all there. */
function headerEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(10, from + 3); at >= 0; at = bytes.indexOf(10, at + 1)) {
    if (returnAndBreak.every((byte, i) => bytes[at - 3 + i] === byte)) return at + 1;
  }
  return -1;
}

/** Cuts what arrives, in whatever pieces, into messages. */
export class FrameReader {
  private readonly decoder = new TextDecoder();
  private pieces: Uint8Array[] = [];
  private held = 0;
  /** Bytes to wait for before looking again. */
  private wanted = 0;

  /** The messages that are whole with this piece. Throws where what stands between them is no header. */
  read(piece: Uint8Array): unknown[] {
    this.pieces.push(piece);
    this.held += piece.length;
    return this.held < this.wanted ? [] : this.cut(this.joined());
  }

  private joined(): Uint8Array {
    const [only] = this.pieces;
    if (this.pieces.length === 1 && only !== undefined) return only;
    const all = new Uint8Array(this.held);
    let at = 0;
    for (const piece of this.pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }

  private cut(bytes: Uint8Array): unknown[] {
    const messages: unknown[] = [];
    let at = 0;
    this.wanted = 0;
    for (;;) {
      const start = headerEnd(bytes, at);
      if (start < 0) break;
      const header = this.decoder.decode(bytes.subarray(at, start));
      const length = Number(/^content-length: *(\d+)\r$/im.exec(header)?.[1] ?? Number.NaN);
      if (Number.isNaN(length)) throw new Error(`a message without a length: ${header}`);
      if (start + length > bytes.length) {
        this.wanted = start + length - at;
        break;
      }
      messages.push(JSON.parse(this.decoder.decode(bytes.subarray(start, start + length))));
      at = start + length;
    }
    const rest = bytes.subarray(at);
    this.pieces = rest.length > 0 ? [rest] : [];
    this.held = rest.length;
    return messages;
  }
}

/** The message with its header. */
export function framed(message: object): Uint8Array {
  const encoder = new TextEncoder();
  const body = encoder.encode(JSON.stringify(message));
  const header = encoder.encode(`Content-Length: ${String(body.length)}\r\n\r\n`);
  const bytes = new Uint8Array(header.length + body.length);
  bytes.set(header);
  bytes.set(body, header.length);
  return bytes;
}
