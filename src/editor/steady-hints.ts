/** Hints that stay while a line is being typed: where the text is broken, a line without figures shows its last good ones. */
import type { Range } from '../language/tree.js';
import { itemAt } from './definitions.js';
import { codeEnd, hints, type Hint } from './hints.js';
import type { LineOrigins } from './line-origins.js';
import { lineStarts } from './line-starts.js';
import type { Preferences } from './preferences.js';
import type { View } from './view.js';

/** An earlier version without mistakes, and where its lines are now. */
export interface Steady {
  readonly view: View;
  readonly origins: LineOrigins;
}

/** Whether nothing is broken: no syntax error anywhere, no error on the line that is being typed. */
export function isSound(view: View, editedLine: number | undefined): boolean {
  if (view.source.problems.some(({ severity }) => severity === 'error')) return false;
  if (editedLine === undefined) return true;
  const start = lineStarts(view.text)[editedLine];
  if (start === undefined) return true;
  const stop = view.text.indexOf('\n', start);
  const end = stop < 0 ? view.text.length : stop;
  return !view
    .report()
    .problems.some(
      problem =>
        problem.severity === 'error' &&
        problem.uri === view.uri &&
        problem.range.start <= end &&
        problem.range.end >= start,
    );
}

/** The hints of `range`, filled up from an earlier version where this one has none. */
export function steadyHints(
  view: View,
  range: Range,
  wanted: Preferences['hints'],
  earlier: Steady | undefined,
): readonly Hint[] {
  const fresh = hints(view, range, wanted);
  if (earlier === undefined) return fresh;
  const known = new Set(fresh.filter(({ parts }) => parts[0]?.text !== '?').map(({ offset }) => offset));
  const starts = lineStarts(view.text);
  const old = lineStarts(earlier.view.text);
  const filled: Hint[] = fresh.filter(({ offset }) => known.has(offset));
  for (const [line, start] of starts.entries()) {
    if (start < range.start || start > range.end) continue;
    const offset = codeEnd(view.text, start);
    const origin = earlier.origins.of(line);
    const from = origin === undefined ? undefined : old[origin];
    if (offset === start || known.has(offset) || from === undefined) continue;
    if (itemAt(view.source.file, offset) === undefined) continue;
    const there = hints(earlier.view, { start: from, end: codeEnd(earlier.view.text, from) }, wanted);
    filled.push(...there.map(hint => ({ ...hint, offset, subject: start })));
  }
  const shown = new Set(filled.map(({ offset }) => offset));
  return [...filled, ...fresh.filter(({ offset }) => !shown.has(offset))].sort((a, b) => a.offset - b.offset);
}
