/** `netwright mcp`: tools for assistants over standard input and output, a message a line. */
import { createInterface } from 'node:readline';
import { makeAnalyzer } from '../editor/analyze.js';
import { answerLine } from './mcp-server.js';
import { toolFiles } from './tool-files.js';

/** Reads until the input ends; the process ends by itself then. */
export function mcp(folder: string): void {
  const analyze = makeAnalyzer();
  createInterface({ input: process.stdin }).on('line', line => {
    if (line.trim() === '') return;
    // Files are read again for each question: another program edits them.
    const answer = answerLine(line, () => toolFiles(folder, analyze));
    if (answer !== undefined) process.stdout.write(`${answer}\n`);
  });
}
