/** Reads data from the disk: packed data sets from the folder of assets, a user's files relative to the text that names them. */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { DataHost, FileReader } from '../common/host.js';
import { failure, success } from '../common/result.js';

export function diskHost(assets: string, folderOfText: string): DataHost {
  return { asset: below(assets), file: below(folderOfText) };
}

/** A file is named by its last part in messages, so that these do not depend on where Netwright is installed. */
function below(folder: string): FileReader {
  return async path => {
    try {
      return success(new Uint8Array(await readFile(resolve(folder, path))));
    } catch (error) {
      return failure(`${basename(path)} cannot be read: ${reasonOf(error)}`);
    }
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'access is denied',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? String(error);
}
