/** Answers for hints at the ends of lines: their parts at once, what a part tells when it is pointed at. */
import type { InlayHint, InlayHintLabelPart } from 'vscode-languageserver-protocol';
import { partHelp, type PartHelp } from '../../editor/hint-parts.js';
import { expectEdit, hintPlace, type HintKind, type HintPart } from '../../editor/hints.js';
import type { Preferences } from '../../editor/preferences.js';
import { steadyHints } from '../../editor/steady-hints.js';
import { say } from '../../editor/words.js';
import { summaryCommand } from '../../messages/editor.js';
import type { Asking } from './asking.js';
import { ResponseError, type Connection } from './connection.js';
import { editIn, locationOf, offsetsIn } from './convert.js';
import type { LastGood } from './last-good.js';
import { markdown } from './protocol.js';
import type { Store } from './store.js';

/** What a label's part shows: a kind, and the dimension of a shape. Null: what stands between two parts. */
type Shown = readonly [kind: HintKind, axis: number | null] | null;

interface HintData {
  readonly uri: string;
  readonly subject: number;
  readonly shown: readonly Shown[];
}

/** `64x56x56` in three parts, each a dimension that comes from somewhere. */
function labelOf(parts: readonly HintPart[]): { readonly texts: string[]; readonly shown: Shown[] } {
  const texts: string[] = [];
  const shown: Shown[] = [];
  const add = (text: string, what: Shown): void => {
    texts.push(text);
    shown.push(what);
  };
  for (const { kind, text } of parts) {
    if (texts.length > 0) add(' · ', null);
    if (kind !== 'shape' || !/^\d+(x\d+)+$/.test(text)) {
      add(text, [kind, /^\[\d+\]$/.test(text) ? 0 : null]);
      continue;
    }
    for (const [axis, size] of text.split('x').entries()) {
      if (axis > 0) add('x', null);
      add(size, ['shape', axis]);
    }
  }
  return { texts, shown };
}

function partOf(
  store: Store,
  value: string,
  uri: string,
  shown: Shown,
  help: PartHelp | undefined,
): InlayHintLabelPart {
  const { tooltip, place } = help ?? {};
  return {
    value,
    ...(tooltip === undefined || tooltip === '' ? {} : { tooltip: markdown(tooltip) }),
    ...(place === undefined ? {} : { location: locationOf(store, place.uri, place.range) }),
    ...(shown?.[0] === 'memory'
      ? { command: { title: say('Summary'), command: summaryCommand, arguments: [uri] } }
      : {}),
  };
}

export function offerHints(
  connection: Connection,
  asking: Asking,
  store: Store,
  lastGood: LastGood,
  preferences: (uri: string) => Preferences,
): void {
  connection.onRequest(
    'textDocument/inlayHint',
    asking.report('inlay hints', [], ({ view, document }, { range }): InlayHint[] =>
      steadyHints(view, offsetsIn(document, range), preferences(view.uri).hints, lastGood.of(view.uri)).map(hint => {
        const edit = expectEdit(view, hint);
        const { texts, shown } = labelOf(hint.parts);
        const data: HintData = { uri: view.uri, subject: hint.subject, shown };
        return {
          position: document.positionAt(hintPlace(view.text, hint.offset)),
          label: texts.map(value => ({ value })),
          paddingLeft: true,
          ...(edit === undefined ? {} : { textEdits: [editIn(document, edit)] }),
          data,
        };
      }),
    ),
  );
  connection.onRequest('inlayHint/resolve', async (hint, token): Promise<InlayHint> => {
    const { uri, subject, shown } = hint.data as HintData;
    const ask = asking.report<{ textDocument: { uri: string } }, readonly (PartHelp | undefined)[]>(
      'hint',
      [],
      ({ view }) => shown.map(one => (one === null ? undefined : partHelp(view, subject, one[0], one[1] ?? undefined))),
    );
    const helps = await ask({ textDocument: { uri } }, token);
    if (helps instanceof ResponseError || typeof hint.label === 'string') return hint;
    const label = hint.label.map(({ value }, i) => partOf(store, value, uri, shown[i] ?? null, helps[i]));
    return { ...hint, label };
  });
}
