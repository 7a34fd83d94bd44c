/** What reading data needs of the host: bytes by name, or why there are none. */
import type { Result } from './result.js';

export type FileReader = (path: string) => Promise<Result<Uint8Array<ArrayBuffer>>>;

export interface DataHost {
  /** A file of `assets/` by its name. */
  readonly asset: FileReader;
  /** A file that the text names, relative to the text's own folder. */
  readonly file: FileReader;
}
