/** `netwright mcp`: tools for assistants over standard input and output, a message a line. */
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { makeAnalyzer } from '../editor/analyze.js';
import type { ToolFiles } from '../editor/tool.js';
import { InputFiles } from './input-files.js';
import { answerLine } from './mcp-server.js';

/** Reads until the input ends; the process ends by itself then. */
export function mcp(folder: string): void {
  const analyze = makeAnalyzer();
  /** Files are read again for each question: another program edits them. */
  function files(): ToolFiles {
    const input = new InputFiles(folder);
    return {
      files: input.files,
      analyze(...of) {
        const report = analyze(...of);
        return { ...report, problems: [...input.notTextProblems(), ...report.problems] };
      },
      uriOf: file => pathToFileURL(file.startsWith('file:') ? fileURLToPath(file) : resolve(folder, file)).href,
      pathOf: uri => input.pathOf(uri),
    };
  }
  createInterface({ input: process.stdin }).on('line', line => {
    if (line.trim() === '') return;
    const answer = answerLine(line, files);
    if (answer !== undefined) process.stdout.write(`${answer}\n`);
  });
}
