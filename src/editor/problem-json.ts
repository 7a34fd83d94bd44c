/** Problems as the JSON contract has them: places by path, line and column, all from 1. */
import type { GraphProblem } from '../graph/graph.js';
import type { FileSet } from '../language/files.js';
import type { Range } from '../language/range.js';
import { Lines } from '../language/lines.js';
import { fixesOf } from './remedies/index.js';

export interface JsonPosition {
  readonly line: number;
  /** In UTF-16 units. */
  readonly column: number;
}

export interface JsonRange {
  readonly start: JsonPosition;
  readonly end: JsonPosition;
}

export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  readonly range: JsonRange;
  readonly related: readonly { readonly message: string; readonly file: string; readonly range: JsonRange }[];
  readonly fixes: readonly string[];
}

/** Where texts and their names come from. */
export interface Places {
  text(uri: string): string;
  pathOf(uri: string): string;
  /** In which a fix finds what it speaks of. */
  readonly files: FileSet;
}

export class Locator {
  private readonly lines = new Map<string, Lines>();
  private readonly paths = new Map<string, string>();

  constructor(private readonly places: Places) {}

  path(uri: string): string {
    let path = this.paths.get(uri);
    if (path === undefined) this.paths.set(uri, (path = this.places.pathOf(uri)));
    return path;
  }

  position(uri: string, offset: number): JsonPosition {
    let lines = this.lines.get(uri);
    if (!lines) this.lines.set(uri, (lines = new Lines(this.places.text(uri))));
    return lines.shownAt(offset);
  }

  /** Titles of what mends a problem. */
  fixes(problem: GraphProblem): readonly string[] {
    return fixesOf(this.places.files, problem).map(({ title }) => title);
  }

  range(uri: string, { start, end }: Range): JsonRange {
    return { start: this.position(uri, start), end: this.position(uri, end) };
  }
}

export function diagnosticJson(problem: GraphProblem, at: Locator): JsonDiagnostic {
  const { code, severity, message, uri, range, related = [] } = problem;
  return {
    code,
    severity,
    message,
    file: at.path(uri),
    range: at.range(uri, range),
    related: related.map(other => ({
      message: other.message,
      file: at.path(other.uri ?? uri),
      range: at.range(other.uri ?? uri, other.range),
    })),
    fixes: at.fixes(problem),
  };
}
