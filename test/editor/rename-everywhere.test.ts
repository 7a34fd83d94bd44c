/** Renaming every name of every example and back: the files mean the same under another name, and come back as they were. */
import assert from 'node:assert/strict';
import { makeAnalyzer } from '../../src/editor/analyze.js';
import { renaming } from '../../src/editor/references.js';
import { summaryJson } from '../../src/editor/report-json.js';
import type { View } from '../../src/editor/view.js';
import type { Scopes } from '../../src/language/symbols.js';
import { FileSet } from '../../src/language/files.js';
import { projects, type Project } from './project.js';

/** Each so many names. */
const STEP = 6;

/** Another name that stands at the same place of an alphabet, as formulas are ordered. */
const fresh = (name: string): string => `${name}zz`;

/** The files of a project with some of them changed. */
class Copy {
  readonly files: FileSet;
  constructor(project: Project, changed: ReadonlyMap<string, string>) {
    this.files = new FileSet(uri => changed.get(uri) ?? project.files.get(uri)?.text);
    for (const uri of project.uris) this.files.get(uri);
  }

  view(uri: string): View {
    const source = this.files.get(uri);
    assert.ok(source);
    const report = () => makeAnalyzer()(this.files, uri, {});
    return { uri, text: source.text, source, files: this.files, report, users: () => [] };
  }

  /** What is said of a file and of those that use it. */
  said(uri: string): string {
    const places = {
      text: (each: string) => this.files.get(each)?.text ?? '',
      pathOf: (each: string) => each.replace(/^.*\//, ''),
      files: this.files,
    };
    const users = this.files.importersOf(uri).map(each => each.uri);
    return [uri, ...users]
      .slice(0, 3)
      .map(each => JSON.stringify(summaryJson(this.view(each).report(), places)))
      .join('\n');
  }
}

/** Names of arguments that recipes are called with under the name of a parameter or constant. */
function argumentsOfRecipes(project: Project): ReadonlySet<string> {
  const scopes = project.uris.map(uri => project.source(uri).scopes);
  const isRecipe = ({ references }: Scopes, at: number | undefined): boolean => {
    const kind = references.find(({ range }) => range.start === at)?.symbol?.kind;
    return kind === 'param' || kind === 'const';
  };
  return new Set(
    scopes.flatMap(each =>
      each.references.filter(({ argumentOf }) => isRecipe(each, argumentOf?.range.start)).map(({ name }) => name),
    ),
  );
}

/** The texts after renaming the name at a place. */
function renamed(view: View, offset: number, name: string): ReadonlyMap<string, string> {
  const found = renaming(view, offset, name);
  assert.ok('edits' in found, JSON.stringify(found));
  const texts = new Map<string, string>();
  for (const { uri, range, text } of [...found.edits].sort((a, b) => b.range.start - a.range.start)) {
    const old = texts.get(uri) ?? view.files.get(uri)?.text ?? '';
    texts.set(uri, old.slice(0, range.start) + text + old.slice(range.end));
  }
  return texts;
}

describe('renaming any name of the examples', function () {
  this.timeout(60_000);

  it('changes nothing but the name, and can be taken back', () => {
    const wrong: string[] = [];
    let at = 0;
    for (const project of projects()) {
      const plain = new Copy(project, new Map());
      const known = new Map<string, string>();
      const byRecipe = argumentsOfRecipes(project);
      for (const uri of project.uris) {
        const view = plain.view(uri);
        for (const { name, definitions, kind } of view.source.scopes.symbols) {
          const offset = definitions[0]?.range.start ?? 0;
          if (at++ % STEP !== 0) continue;
          // Data feeds an input by its name, and a recipe under another name is called with names of its parameters.
          const isInterface = kind === 'input' ? /^train /m.test(view.text) : kind === 'param' && byRecipe.has(name);
          const where = `${uri.replace(/^.*\//, '')} ${kind} ${name}`;
          const there = renamed(view, offset, fresh(name));
          const after = new Copy(project, there);
          const moved = after.view(uri).source.scopes.symbols.find(each => each.name === fresh(name));
          if (moved === undefined) {
            wrong.push(`${where}: gone`);
            continue;
          }
          const back = renamed(after.view(uri), moved.definitions[0]?.range.start ?? 0, name);
          for (const [file, text] of back)
            if (text !== project.source(file).text) wrong.push(`${where}: not as before`);
          if (back.size !== there.size)
            wrong.push(`${where}: ${String(there.size)} files there, ${String(back.size)} back`);
          const before = known.get(uri) ?? plain.said(uri);
          known.set(uri, before);
          const lengths = (said: string): string => said.replaceAll(/"(line|column)":\d+/g, '');
          if (!isInterface && lengths(after.said(uri)).replaceAll(fresh(name), name) !== lengths(before))
            wrong.push(`${where}: another report`);
        }
      }
    }
    assert.ok(at > 500, String(at));
    assert.deepEqual(wrong, []);
  });
});
