/** The files of the command line as the assistants' tools read them. */
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Analyze } from '../editor/analyze.js';
import type { ToolFiles } from '../editor/tool.js';
import { InputFiles } from './input-files.js';

export function toolFiles(folder: string, analyze: Analyze): ToolFiles {
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
