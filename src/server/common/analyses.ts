/** Trees and reports by file: made when asked for, kept until a file that they read changes. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Choices, Report } from '../../analysis/report.js';
import type { Analyze } from '../../editor/analyze.js';
import type { View } from '../../editor/view.js';
import { parse, type Parsed } from '../../language/parse.js';
import type { Store } from './store.js';

interface Analysis {
  readonly report: Report;
  /** Every file that the report stands on, those that are missing too. */
  readonly reads: ReadonlySet<string>;
}

interface Tree {
  readonly document: TextDocument;
  readonly version: number;
  readonly parsed: Parsed;
}

export class Analyses {
  private readonly trees = new Map<string, Tree>();
  private readonly analyses = new Map<string, Analysis>();
  /** Analyses made so far: work is bounded by counting it. */
  count = 0;

  constructor(
    private readonly store: Store,
    private readonly analyze: Analyze,
    private readonly choices: (uri: string) => Choices,
  ) {}

  parsed(uri: string): Parsed | undefined {
    const document = this.store.document(uri);
    if (document === undefined) return undefined;
    const known = this.trees.get(uri);
    if (known?.document === document && known.version === document.version) return known.parsed;
    const parsed = parse(document.getText());
    this.trees.set(uri, { document, version: document.version, parsed });
    return parsed;
  }

  has(uri: string): boolean {
    return this.analyses.has(uri);
  }

  report(uri: string): Report {
    const known = this.analyses.get(uri);
    if (known !== undefined) return known.report;
    this.count += 1;
    const reads = new Set([uri]);
    const noting = {
      text: (file: string) => (reads.add(file), this.store.read(file)),
      parsed: (file: string) => (reads.add(file), this.parsed(file)),
      files: () => this.store.files(),
    };
    const report = this.analyze(noting, uri, this.choices(uri));
    this.analyses.set(uri, { report, reads });
    return report;
  }

  /** Drops what stands on this file and says which files' reports these were. */
  drop(uri: string): readonly string[] {
    this.trees.delete(uri);
    const dropped = [...this.analyses].filter(([, { reads }]) => reads.has(uri)).map(([file]) => file);
    for (const file of dropped) this.analyses.delete(file);
    return dropped;
  }

  dropAll(): void {
    this.analyses.clear();
  }

  forget(uri: string): void {
    this.analyses.delete(uri);
    this.trees.delete(uri);
  }

  view(uri: string): View | undefined {
    const text = this.store.read(uri);
    const parsed = this.parsed(uri);
    if (text === undefined || parsed === undefined) return undefined;
    return {
      uri,
      text,
      parsed,
      report: () => this.report(uri),
      users: () =>
        [...this.analyses]
          .filter(([file, { reads }]) => file !== uri && reads.has(uri))
          .map(([, { report }]) => report),
      sources: {
        text: file => this.store.read(file),
        parsed: file => this.parsed(file),
        files: () => this.store.files(),
      },
    };
  }
}
