/** The program `netwright`. */
import { join } from 'node:path';
import { runCommandLine } from './command-line.js';
import { processStreams } from './streams.js';

// Whoever reads our output may stop early (`| head`): that is no mistake.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

runCommandLine(process.argv.slice(2), join(__dirname, '..', 'assets'), processStreams()).then(
  status => {
    // Not `exit`: what is written must arrive first.
    if (status !== undefined) process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 70;
  },
);
