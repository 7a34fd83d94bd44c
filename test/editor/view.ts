/** A view of a file for tests: texts by name, the analyzer that the server uses, a caret where something is asked. */
import assert from 'node:assert/strict';
import { makeAnalyzer } from '../../src/editor/analyze.js';
import type { View } from '../../src/editor/view.js';
import { FileSet } from '../../src/language/files.js';
import type { Report } from '../../src/analysis/report.js';

export const uriOf = (name: string): string => `file:///project/${name}`;

export interface Fixture {
  readonly view: View;
  /** Where the caret `|` stood. */
  readonly offset: number;
}

/** A view of `main.nn`; other files by name. */
export function fixture(marked: string, others: Readonly<Record<string, string>> = {}): Fixture {
  const offset = marked.indexOf('|');
  const text = offset < 0 ? marked : marked.slice(0, offset) + marked.slice(offset + 1);
  const texts = new Map([
    ...Object.entries(others).map(([name, each]) => [uriOf(name), each] as const),
    [uriOf('main.nn'), text],
  ]);
  const files = new FileSet(uri => texts.get(uri));
  for (const uri of texts.keys()) files.get(uri);
  const analyze = makeAnalyzer();
  const reports = new Map<string, Report>();
  const report = (uri: string): Report => {
    const known = reports.get(uri) ?? analyze(files, uri, {});
    reports.set(uri, known);
    return known;
  };
  const uri = uriOf('main.nn');
  const source = files.get(uri);
  assert.ok(source);
  return {
    view: {
      uri,
      text,
      source,
      files,
      report: () => report(uri),
      users: () => files.importersOf(uri).map(each => report(each.uri)),
    },
    offset,
  };
}
