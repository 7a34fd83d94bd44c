/** `netwright summary FILE`: the figures of its networks, as a table or as JSON. */
import { problemsByFile } from '../editor/diagnostics.js';
import { checkNames, choicesOf, wholeNumber, type Flags } from './choices.js';
import { CodeFrames } from './code-frame.js';
import { InputFiles } from './input-files.js';
import type { Streams } from './streams.js';
import { styleOf } from './style.js';
import { summaryJson } from '../editor/report-json.js';
import { summaryTable } from './summary-table.js';
import { exitStatus } from './wrong-usage.js';

export interface SummaryFlags extends Flags {
  readonly json?: boolean;
  readonly depth?: string;
}

export function summary(path: string, flags: SummaryFlags, streams: Streams): number {
  const choices = choicesOf(flags);
  const depth = flags.depth === undefined ? undefined : wholeNumber('--depth', flags.depth, 1);
  const input = new InputFiles(streams.folder);
  const uri = input.uriOf(path);
  if (choices.network !== undefined || choices.set !== undefined) checkNames(choices, input.analyze(uri));
  const report = input.analyze(uri, choices);
  const failed = report.problems.some(p => p.severity === 'error');
  if (flags.json === true) {
    streams.out(`${JSON.stringify(summaryJson(report, input), null, 2)}\n`);
  } else {
    const style = styleOf(streams.colours);
    streams.out(summaryTable(report, input.pathOf(uri), { style, width: streams.columns, depth }));
    const frames = new CodeFrames(input, style, streams.columns);
    for (const problem of [...problemsByFile([report]).values()].flat()) streams.error(frames.print(problem));
  }
  return failed ? exitStatus.errorsInFile : exitStatus.fine;
}
