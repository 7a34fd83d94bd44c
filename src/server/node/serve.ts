/** The language server in Node: files from the disk, any connection. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Connection } from 'vscode-languageserver/node';
import { makeAnalyzer } from '../../editor/analyze.js';
import { startServer } from '../common/server.js';

function read(uri: string): string | undefined {
  try {
    return readFileSync(fileURLToPath(uri), 'utf8');
  } catch {
    return undefined;
  }
}

export function serve(connection: Connection): void {
  startServer(
    connection,
    { read, defer: callback => setImmediate(callback), name: `node ${process.versions.node}` },
    makeAnalyzer(),
  );
}
