/** A view of a file for tests: texts by name, the analyzer that the server uses, a caret where something is asked. */
import assert from 'node:assert/strict';
import { makeAnalyzer } from '../../src/editor/analyze.js';
import type { View } from '../../src/editor/view.js';
import { parse, type Parsed } from '../../src/language/parse.js';
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
  const trees = new Map<string, Parsed>([...texts].map(([uri, each]) => [uri, parse(each)]));
  const sources = {
    text: (uri: string) => texts.get(uri),
    parsed: (uri: string) => trees.get(uri),
    files: () => [...texts.keys()],
  };
  const analyze = makeAnalyzer();
  const reports = new Map<string, Report>();
  const report = (uri: string): Report => {
    const known = reports.get(uri) ?? analyze(sources, uri, {});
    reports.set(uri, known);
    return known;
  };
  const uri = uriOf('main.nn');
  const parsed = trees.get(uri);
  assert.ok(parsed);
  return {
    view: {
      uri,
      text,
      parsed,
      report: () => report(uri),
      users: () => [...texts.keys()].filter(each => each !== uri && texts.get(each)?.includes('main.nn')).map(report),
      sources,
    },
    offset,
  };
}
