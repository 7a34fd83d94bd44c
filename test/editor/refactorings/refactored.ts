/** The text after a refactoring is taken at `«a selection»` or at a caret `|`, and selections to take it at. */
import { fixture } from '../view.js';
import { analyzer } from './all-examples.js';
import { applied } from '../../../src/editor/refactorings/edit-text.js';
import { offers, type Offer } from '../../../src/editor/refactorings/offer.js';
import type { View } from '../../../src/editor/view.js';
import type { Range } from '../../../src/language/range.js';
import { walk } from '../../../src/language/walk.js';

type Others = Readonly<Record<string, string>>;

export function offered(marked: string, others: Others = {}): { readonly view: View; readonly all: readonly Offer[] } {
  const marks = [marked.indexOf('«'), marked.indexOf('»') - 1, marked.indexOf('|')];
  const [from = -1, to = -1, caret = -1] = marks;
  const { view } = fixture(marked.replace(/[«»|]/g, ''), others);
  const range = from < 0 ? { start: caret, end: caret } : { start: from, end: to };
  return { view, all: [...offers(view, range, analyzer())] };
}

/** Undefined: it is not offered. */
export function refactored(marked: string, title: string, others: Others = {}): string | undefined {
  const { view, all } = offered(marked, others);
  const found = all.find(each => each.title.startsWith(title));
  return found && applied(view.text, found.edits);
}

/** Every run of steps of every body. */
export function selections({ source }: View): readonly Range[] {
  const found: Range[] = [];
  walk(source.file, node => {
    if (node.kind !== 'Body') return true;
    for (const [i, first] of node.statements.entries())
      for (const last of node.statements.slice(i)) found.push({ start: first.range.start, end: last.range.end });
    return true;
  });
  return found;
}

/** Another order, the same each time. */
export function shuffle<T>(all: readonly T[]): readonly T[] {
  let state = Number(process.env['NETWRIGHT_SEED'] ?? 1);
  const key = new Map(
    all.map(each => {
      state = (state * 48_271) % 2_147_483_647;
      return [each, state];
    }),
  );
  return [...all].sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
}
