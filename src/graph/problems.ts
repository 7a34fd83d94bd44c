/** Collects problems: one for each mistake, however many instances of a block repeat it. */
import { isLibrary } from '../language/library.js';
import { nearestNames } from '../language/nearest.js';
import type { GraphFix, GraphProblem, Place, Severity } from './graph.js';

export interface Said {
  readonly code: string;
  readonly severity?: Severity;
  readonly message: string;
  readonly at: Place;
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
  readonly fixes?: readonly GraphFix[];
  /** What flows in is wrong: where another file calls, the call is. */
  readonly ofCaller?: boolean;
}

export class Problems {
  private readonly found = new Map<string, GraphProblem>();
  /** Calls of blocks around the place that is elaborated now, outermost first. */
  readonly calls: { readonly name: string; readonly place: Place }[] = [];

  say({ code, severity = 'error', message, at: where, related = [], fixes: offered, ofCaller = false }: Said): void {
    const caller = this.callerOf(where, ofCaller);
    const at = caller ?? where;
    const fixes = caller ? [] : offered;
    const key = `${at.uri}|${String(at.range.start)}|${String(at.range.end)}|${code}`;
    if (this.found.has(key)) return;
    const calls = [...this.calls]
      .reverse()
      .filter(call => call.place !== caller)
      .map(call => ({ message: `in this call of ${call.name}`, place: call.place }));
    const all = [...(caller ? [{ message: 'here', place: where }] : []), ...related, ...calls.slice(0, 4)];
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

  /** The call that is wrong where the place is not: blocks that come with the language are right, and others about what they take in. */
  private callerOf({ uri }: Place, ofCaller: boolean): Place | undefined {
    if (isLibrary(uri)) return [...this.calls].reverse().find(call => !isLibrary(call.place.uri))?.place;
    const last = this.calls.at(-1);
    return ofCaller && last?.place.uri !== uri ? last?.place : undefined;
  }

  /** Whether the same is said of the same place. */
  has({ uri, range, code }: GraphProblem): boolean {
    return this.found.has(`${uri}|${String(range.start)}|${String(range.end)}|${code}`);
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

/** The names nearest to a misspelled one; of one or two letters none, for they are near to anything. */
export const nearest = (name: string, candidates: Iterable<string>): readonly string[] =>
  name.length < 3 ? [] : nearestNames(name, candidates);
