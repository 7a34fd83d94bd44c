/** Folders of files on the disk as a person has them open: any file can have another text for a moment. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { makeAnalyzer } from '../../src/editor/analyze.js';
import type { View } from '../../src/editor/view.js';
import { FileSet, type SourceFile } from '../../src/language/files.js';
import type { Report } from '../../src/analysis/report.js';

function read(uri: string): string | undefined {
  try {
    return readFileSync(fileURLToPath(uri), 'utf8');
  } catch {
    return undefined;
  }
}

export class Project {
  readonly files = new FileSet(read);
  /** The files of the folder, in the order of their names. */
  readonly uris: readonly string[];
  private readonly analyze = makeAnalyzer();
  private readonly whole = new Map<string, Report>();

  constructor(folder: string) {
    this.uris = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.nn'))
      .sort()
      .map(name => pathToFileURL(resolve(join(folder, name))).href);
    for (const uri of this.uris) this.files.get(uri);
  }

  source(uri: string): SourceFile {
    const found = this.files.get(uri);
    if (found === undefined) throw new Error(`${uri} cannot be read`);
    return found;
  }

  /** The file as it is on the disk, beside those that use it. */
  view(uri: string): View {
    this.files.close(uri);
    return {
      ...this.viewOf(uri, () => {
        const known = this.whole.get(uri) ?? this.analyze(this.files, uri, {});
        this.whole.set(uri, known);
        return known;
      }),
    };
  }

  /** The file with another text. The reports of files that use it are not made again, as when only it is open. */
  edited(uri: string, text: string): View {
    this.files.open(uri, text);
    let report: Report | undefined;
    return this.viewOf(uri, () => (report ??= this.analyze(this.files, uri, {})));
  }

  private viewOf(uri: string, report: () => Report): View {
    const source = this.source(uri);
    return { uri, text: source.text, source, files: this.files, report, users: () => [] };
  }
}

/** All that people would open: the examples, and the texts that the language was tried on. */
export const projects = (): readonly Project[] => ['examples', 'test/reference/corpus'].map(each => new Project(each));
