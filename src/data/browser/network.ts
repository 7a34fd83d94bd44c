/** Reads data where there is no disk: every file is fetched from below an address. */
import type { DataHost, FileReader } from '../common/host.js';
import { failure, success } from '../common/result.js';

export function networkHost(assets: string, folderOfText: string): DataHost {
  return { asset: below(assets), file: below(folderOfText) };
}

function below(address: string): FileReader {
  return async path => {
    try {
      const answer = await fetch(new URL(path, address.endsWith('/') ? address : `${address}/`));
      if (!answer.ok) return failure(`${path} cannot be read: the answer was ${answer.status}`);
      return success(new Uint8Array(await answer.arrayBuffer()));
    } catch (error) {
      return failure(`${path} cannot be read: ${String(error)}`);
    }
  };
}
