/** Answers for comparing: the texts as they were stand for those of the editor, in a set of files of their own. */
import type { Analyze } from '../../editor/analyze.js';
import { changesSince, comparisonPage, type Side } from '../../editor/comparison.js';
import { networksOf } from '../../editor/definitions.js';
import type { Report } from '../../analysis/report.js';
import { FileSet } from '../../language/files.js';
import {
  changesRequest,
  comparisonRequest,
  type ChangesQuestion,
  type ComparedSide,
  type ComparisonQuestion,
  type NetworkChange,
} from '../../messages/compare.js';
import type { Asking } from './asking.js';
import type { Connection } from './connection.js';
import { guarded } from './guard.js';
import type { Settings } from './settings.js';
import type { Store } from './store.js';

/** Files import files: each round may find further ones that only the editor can read. */
const mostRounds = 20;
/** So many versions of before are kept: they are asked for after each edit. */
const mostKept = 5;

interface Earlier {
  readonly texts: string;
  readonly settings: Settings;
  readonly report: Report;
}

export function offerComparing(
  connection: Connection,
  asking: Asking,
  store: Store,
  analyze: Analyze,
  settings: (uri: string) => Settings,
): void {
  const kept = new Map<string, Earlier>();

  function analyzed(uri: string, texts: Readonly<Record<string, string>>): Report {
    return analyze(new FileSet(file => texts[file] ?? store.files.get(file)?.text), uri, {});
  }

  async function reportOf(uri: string, texts: Readonly<Record<string, string>>): Promise<Report> {
    const key = JSON.stringify(texts);
    const known = kept.get(uri);
    const now = settings(uri);
    if (key !== '{}' && known?.texts === key && known.settings === now) return known.report;
    let report = analyzed(uri, texts);
    for (let round = 0; store.waits && round < mostRounds; round++) {
      await store.settled();
      report = analyzed(uri, texts);
    }
    if (key === '{}') return report;
    kept.delete(uri);
    kept.set(uri, { texts: key, settings: now, report });
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    return report;
  }

  const sideOf = async ({ uri, network, texts, label }: ComparedSide): Promise<Side> => ({
    report: await reportOf(uri, texts),
    network: network ?? undefined,
    label,
  });

  connection.onOwnRequest(comparisonRequest, ({ before, after }: ComparisonQuestion, token) =>
    guarded<string | null>(
      'comparison',
      asking.log,
      token,
      null,
      async () => comparisonPage(await sideOf(before), await sideOf(after)) ?? null,
    ),
  );

  const changes = asking.report<ChangesQuestion, Promise<readonly NetworkChange[]>>(
    'changes',
    Promise.resolve([]),
    async ({ view, document }, { texts }) => {
      const before = await reportOf(view.uri, texts);
      const names = new Map(networksOf(view.source.file).map(({ name }) => [name.text, name.range.end]));
      return changesSince(before, view.report()).flatMap(({ network, text, detail }): readonly NetworkChange[] => {
        const end = names.get(network);
        if (end === undefined || text === '') return [];
        const stop = view.text.indexOf('\n', end);
        return [{ network, text, detail, ...document.positionAt(stop < 0 ? view.text.length : stop) }];
      });
    },
  );
  connection.onOwnRequest(changesRequest, changes);
}
