/** Unpacks gzip with what browsers and Node both have. */
import { failure, success, type Result } from './result.js';

/** The unpacked bytes; `name` is what the message calls a file that cannot be unpacked. */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Result<Uint8Array<ArrayBuffer>>> {
  try {
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return success(new Uint8Array(await new Response(unpacked).arrayBuffer()));
  } catch {
    return failure(`${name} cannot be unpacked: it is not a whole gzip file`);
  }
}
