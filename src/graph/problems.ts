/** Collects problems: one for each mistake, however many instances of a block repeat it. */
import type { GraphFix, GraphProblem, Place, Severity } from './graph.js';

export interface Said {
  readonly code: string;
  readonly severity?: Severity;
  readonly message: string;
  readonly at: Place;
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
  readonly fixes?: readonly GraphFix[];
}

export class Problems {
  private readonly found = new Map<string, GraphProblem>();
  /** Calls of blocks around the place that is elaborated now, outermost first. */
  readonly calls: { readonly name: string; readonly place: Place }[] = [];

  say({ code, severity = 'error', message, at, related = [], fixes }: Said): void {
    const key = `${at.uri}|${String(at.range.start)}|${String(at.range.end)}|${code}`;
    if (this.found.has(key)) return;
    const calls = [...this.calls]
      .reverse()
      .map(call => ({ message: `in this call of ${call.name}`, place: call.place }));
    const all = [...related, ...calls.slice(0, 4)];
    this.found.set(key, {
      code,
      severity,
      message,
      uri: at.uri,
      range: at.range,
      ...(all.length > 0
        ? { related: all.map(r => ({ message: r.message, uri: r.place.uri, range: r.place.range })) }
        : {}),
      ...(fixes && fixes.length > 0 ? { fixes } : {}),
    });
  }

  /** Takes over a problem found elsewhere. */
  add(problem: GraphProblem): void {
    const key = `${problem.uri}|${String(problem.range.start)}|${String(problem.range.end)}|${problem.code}`;
    if (!this.found.has(key)) this.found.set(key, problem);
  }

  /** Adds to what was said at these places. */
  amend(places: readonly Place[], more: { readonly because: string; readonly fixes: readonly GraphFix[] }): void {
    if (more.because === '') return;
    for (const [key, problem] of this.found) {
      const { uri, range } = problem;
      if (!places.some(p => p.uri === uri && p.range.start === range.start && p.range.end === range.end)) continue;
      const fixes = [...(problem.fixes ?? []), ...more.fixes];
      this.found.set(key, { ...problem, message: problem.message + more.because, fixes });
    }
  }

  get list(): readonly GraphProblem[] {
    return [...this.found.values()];
  }
}

/** The names nearest to a misspelled one, best first: at most a third of the letters differ, of one or two none. */
export function nearest(name: string, candidates: Iterable<string>, limit = 3): readonly string[] {
  const bound = name.length < 3 ? 0 : Math.ceil(name.length / 3);
  const scored: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), bound);
    if (distance !== undefined) scored.push({ candidate, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return scored.slice(0, limit).map(s => s.candidate);
}

/** Damerau–Levenshtein distance (neighbours swapped count once), undefined when above the bound. */
function editDistance(a: string, b: string, bound: number): number | undefined {
  if (Math.abs(a.length - b.length) > bound) return undefined;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, (before[j - 2] ?? 0) + 1);
      row.push(d);
    }
    before = last;
    last = row;
  }
  const distance = last[b.length] ?? 0;
  return distance <= bound ? distance : undefined;
}

/** "did you mean `relu` or `elu`?", or nothing. */
export function suggestion(names: readonly string[]): string {
  if (names.length === 0) return '';
  const quoted = names.map(n => `\`${n}\``);
  const last = quoted.pop() ?? '';
  return `; did you mean ${quoted.length > 0 ? `${quoted.join(', ')} or ` : ''}${last}?`;
}
