/** `netwright check FILE...`: what is wrong with the files, each problem with the lines it stands in. */
import { problemsByFile } from '../editor/diagnostics.js';
import { CodeFrames, tally } from './code-frame.js';
import { diagnosticJson, Locator } from '../editor/problem-json.js';
import { InputFiles } from './input-files.js';
import type { Streams } from './streams.js';
import { styleOf } from './style.js';
import { exitStatus } from './wrong-usage.js';

export function check(paths: readonly string[], { json }: { readonly json?: boolean }, streams: Streams): number {
  const input = new InputFiles(streams.folder);
  const uris = [...new Set(paths.map(path => input.uriOf(path)))];
  const problems = [...problemsByFile(uris.map(uri => input.analyze(uri))).values()].flat();
  if (json === true) {
    const at = new Locator(input);
    const diagnostics = problems.map(problem => diagnosticJson(problem, at));
    streams.out(`${JSON.stringify({ schema: 'netwright.check/1', diagnostics }, null, 2)}\n`);
  } else {
    const frames = new CodeFrames(input, styleOf(streams.colours), streams.columns);
    for (const problem of problems) streams.out(`${frames.print(problem)}\n`);
    const files = `${uris.length} file${uris.length === 1 ? '' : 's'}`;
    streams.out(`${problems.length === 0 ? `${files}, no problems` : `${tally(problems)} in ${files}`}\n`);
  }
  return problems.some(p => p.severity === 'error') ? exitStatus.errorsInFile : exitStatus.fine;
}
