/** Every example as a view of its own, with the files that it imports: what properties of refactorings run over. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { makeAnalyzer } from '../../../src/editor/analyze.js';
import type { AnalyzeFile } from '../../../src/editor/refactorings/verify.js';
import { summaryJson } from '../../../src/editor/report-json.js';
import type { View } from '../../../src/editor/view.js';
import type { Report } from '../../../src/analysis/report.js';
import { FileSet } from '../../../src/language/files.js';
import { applied } from '../../../src/editor/refactorings/edit-text.js';
import type { TextEdit } from '../../../src/language/problem.js';

export const analyzer = (): AnalyzeFile => {
  const analyze = makeAnalyzer();
  return (files, uri, choices) => analyze(files, uri, choices);
};

export function fromDisk(uri: string): string | undefined {
  try {
    return readFileSync(fileURLToPath(uri), 'utf8');
  } catch {
    return undefined;
  }
}

export const exampleUris: readonly string[] = readdirSync('examples', { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.nn'))
  .sort()
  .map(name => pathToFileURL(join('examples', name)).href);

/** Networks that use a file of blocks: two are enough to know how it is called. */
function usersOf(uri: string): readonly string[] {
  const files = new FileSet(fromDisk);
  for (const each of exampleUris) files.get(each);
  return files
    .importersOf(uri)
    .filter(({ exports }) => exports.some(({ kind }) => kind === 'Network'))
    .map(source => source.uri)
    .slice(0, 2);
}
const users = new Map<string, readonly string[]>();

/** A view of this text at this address; other files come from the disk. */
export function viewOf(uri: string, text: string, analyze: AnalyzeFile): View {
  const files = new FileSet(each => (each === uri ? text : fromDisk(each)));
  const source = files.get(uri);
  if (source === undefined) throw new Error(`no file ${uri}`);
  const using = users.get(uri) ?? usersOf(uri);
  users.set(uri, using);
  const reports = new Map<string, Report>();
  const report = (of: string): Report => {
    const known = reports.get(of) ?? analyze(files, of, {});
    reports.set(of, known);
    return known;
  };
  return { uri, text, source, files, report: () => report(uri), users: () => using.map(report) };
}

/** The text after these edits, as a view. */
export const after = (view: View, edits: readonly TextEdit[], analyze: AnalyzeFile): View =>
  viewOf(view.uri, applied(view.text, edits), analyze);

export const shortName = (uri: string): string => uri.replace(/^.*\/examples\//, '');

/**
 * Where a layer stands and what it is called is what a refactoring may change; and the peak of inference, as PyTorch has it: who
 * calls a block holds what flows into it until the block is done.
 */
const ofTheText = ['path', 'file', 'line', 'column', 'calls', 'layer', 'inference_peak'];

/** What the networks of the file, and of two that use it, are: all that the JSON summary says, without places and paths. */
export function networks(view: View): unknown {
  const places = { pathOf: (uri: string) => uri, text: () => '', files: view.files };
  const all = [view.report(), ...view.users()].map(report => summaryJson(report, places).networks);
  return JSON.parse(
    JSON.stringify(all, (key, value: unknown) =>
      ofTheText.includes(key) ? undefined : key === 'shares' ? value !== null : value,
    ),
  );
}
