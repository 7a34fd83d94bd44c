/** Reports by file: made when asked for, kept until a file that they read changes. */
import type { Report } from '../../analysis/report.js';
import type { Analyze } from '../../editor/analyze.js';
import type { View } from '../../editor/view.js';
import type { Settings } from './settings.js';
import type { Store } from './store.js';

export class Analyses {
  private readonly reports = new Map<string, Report>();
  /** Analyses made so far: work is bounded by counting it. */
  count = 0;

  constructor(
    private readonly store: Store,
    private readonly analyze: Analyze,
    private readonly settings: (uri: string) => Pick<Settings, 'choices' | 'lints'>,
  ) {}

  report(uri: string): Report {
    const known = this.reports.get(uri);
    if (known !== undefined) return known;
    this.count += 1;
    const { choices, lints } = this.settings(uri);
    const report = this.analyze(this.store.files, uri, choices, lints);
    this.reports.set(uri, report);
    return report;
  }

  /** Drops what stands on this file, and says which other files' reports these were. */
  drop(uri: string): readonly string[] {
    this.reports.delete(uri);
    return this.store.files
      .importersOf(uri)
      .map(importer => importer.uri)
      .filter(importer => this.reports.delete(importer));
  }

  dropAll(): void {
    this.reports.clear();
  }

  view(uri: string): View | undefined {
    const { files } = this.store;
    const source = files.get(uri);
    if (source === undefined) return undefined;
    return {
      uri,
      text: source.text,
      source,
      files,
      report: () => this.report(uri),
      users: () => files.importersOf(uri).flatMap(importer => this.reports.get(importer.uri) ?? []),
    };
  }
}
