/**
 * Fixtures: a file in the language that says what the report must show. `#:` at a line's end gives shape, parameters and
 * multiply-adds of the calls that begin on the line; carets under a line underline a problem. `withMarks` writes them
 * anew from a report, so that a failure is a difference between two texts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeFigures, Report } from '../../src/analysis/report.js';
import { formatShape } from '../../src/shape/shape.js';

export interface Fixture {
  readonly title: string;
  readonly text: string;
}

export function readFixtures(folder: string): readonly Fixture[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.nn'))
    .sort()
    .map(name => {
      const text = readFileSync(join(folder, name), 'utf8');
      return { title: `${name.replace(/\.nn$/, '')}: ${text.split('\n')[0]?.replace(/^#\s*/, '') ?? ''}`, text };
    });
}

const CARETS = /^\s*#\s*\^+ (error|warning|info|hint) /;

function figure(f: NodeFigures): string {
  const parts = [f.outputShape ? formatShape(f.outputShape) : '?'];
  const parameters = f.parameters.trainable.plus(f.parameters.frozen);
  if (parameters.toString() !== '0') parts.push(`${parameters.toString()} params`);
  const cost = f.multiplyAdds?.toString() ?? '?';
  if (cost !== '0') parts.push(`${cost} MACs`);
  return parts.join('  ');
}

/** The text with its marks written from the report. */
export function withMarks(text: string, uri: string, report: Report): string {
  const out: string[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const start = offset;
    offset += line.length + 1;
    if (CARETS.test(line)) continue;
    const at = line.indexOf('#:');
    if (at < 0) out.push(line);
    else {
      const seen = new Set(report.figuresAt(uri, { start, end: start + line.length }).map(figure));
      out.push(`${line.slice(0, at)}#: ${[...seen].join(' | ')}`.trimEnd());
    }
    for (const problem of report.problems) {
      const { start: from, end } = problem.range;
      if (problem.uri !== uri || from < start || from >= offset) continue;
      const column = Math.max(1, from - start);
      const carets = '^'.repeat(Math.max(1, Math.min(end, start + line.length) - from));
      out.push(`#${' '.repeat(column - 1)}${carets} ${problem.severity} ${problem.code}: ${problem.message}`);
    }
  }
  return out.join('\n');
}
