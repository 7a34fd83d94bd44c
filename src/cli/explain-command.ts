/** `netwright explain FILE:LINE`: what hover shows for the calls of a line. */
import { makeAnalyzer } from '../editor/analyze.js';
import { explainShape } from '../editor/tools.js';
import type { Streams } from './streams.js';
import { toolFiles } from './tool-files.js';
import { exitStatus, WrongUsage } from './wrong-usage.js';

export function explain(place: string, flags: { readonly usedBy?: string }, streams: Streams): number {
  const parts = /^(.+?):(\d+)(?::(\d+))?$/.exec(place);
  const [, file, line, column] = parts ?? [];
  if (file === undefined || line === undefined || Number(line) < 1) {
    throw new WrongUsage(`\`${place}\` is no place: write FILE:LINE or FILE:LINE:COLUMN, both counted from 1`);
  }
  const answer = explainShape.answer(toolFiles(streams.folder, makeAnalyzer()), {
    file,
    line: Number(line),
    ...(column !== undefined && { column: Math.max(1, Number(column)) }),
    ...(flags.usedBy !== undefined && { used_by: flags.usedBy }),
  });
  if ('error' in answer) throw new WrongUsage(answer.error);
  streams.out(`${answer.text}\n`);
  return exitStatus.fine;
}
