/** Reads the packed data sets from a folder on the disk. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssetReader } from '../common/handwritten.js';
import { failure, success } from '../common/result.js';

export function assetsOf(folder: string): AssetReader {
  return async (file) => {
    try {
      return success(new Uint8Array(await readFile(join(folder, file))));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return failure(`the data set's file ${file} cannot be read: ${why}`);
    }
  };
}
