/** The language server in Node: files from the disk, a process that ends with the editor that started it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeAnalyzer } from '../../editor/analyze.js';
import { Connection } from '../common/connection.js';
import { startServer } from '../common/server.js';
import { docsIn, messagesIn, referenceBeside, textsIn } from './texts.js';
import { transportOf } from './transport.js';

/** How often it is looked whether the editor is still there. */
const lookMs = 3000;

function read(uri: string): string | undefined {
  try {
    return readFileSync(fileURLToPath(uri), 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and belongs to somebody else.
    return (error as { readonly code?: string }).code === 'EPERM';
  }
}

/** `args`: those of the command line, which name the transport. */
export function serve(args: readonly string[]): void {
  let asked = false;
  const end = (): never => process.exit(asked ? 0 : 1);
  startServer(
    new Connection(transportOf(args, end)),
    {
      read,
      defer: callback => setImmediate(callback),
      name: `node ${process.versions.node}`,
      texts: textsIn,
      messages: messagesIn,
      docs: docsIn,
      reference: referenceBeside(),
      shutDown: () => (asked = true),
      exit: end,
      servedBy(pid) {
        setInterval(() => {
          if (!isAlive(pid)) end();
        }, lookMs).unref();
      },
    },
    makeAnalyzer(),
  );
}
