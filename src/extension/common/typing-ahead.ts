/** Completion for who types fast: a list that the server gave up, because a letter came in between, is asked for again. */
import type { CompletionItem, Position, Range } from 'vscode';
import type { CompletionMiddleware } from 'vscode-languageclient';

/** A word's letters may come while its list is on the way; more requests than this are not made for one list. */
const mostTries = 20;

/**
 * How many letters of the same word stand now behind a place of a line, which had `before` in front of it and `after` behind it.
 * Undefined when something else was changed: the list would be about another place.
 */
function lettersSince(before: string, after: string, now: string): number | undefined {
  if (now.length < before.length + after.length || !now.startsWith(before) || !now.endsWith(after)) return undefined;
  const typed = now.slice(before.length, now.length - after.length);
  return /^\w*$/.test(typed) ? typed.length : undefined;
}

/**
 * The range to be replaced as it was when VS Code asked: it adds itself what was typed since, and one that counts these letters too would
 * swallow what stands behind them.
 */
function asAsked(range: Range, line: string, asked: Position): Range {
  const rest = line.slice(asked.character);
  const [word = ''] = (line[range.start.character - 1] === '"' ? /^[^"]*/ : /^\w*/).exec(rest) ?? [];
  const most = asked.translate(0, word.length);
  return range.end.isAfter(most) ? range.with({ end: most }) : range;
}

function replaceAsAsked(item: CompletionItem, line: string, asked: Position): void {
  const { range } = item;
  if (range === undefined) return;
  item.range =
    'inserting' in range
      ? { inserting: asAsked(range.inserting, line, asked), replacing: asAsked(range.replacing, line, asked) }
      : asAsked(range, line, asked);
}

/**
 * The server answers "cancelled" for a text that has changed since. VS Code waits for the list of a word's first letter while the others are
 * typed, and asks no second time: without this the list would not open at all.
 */
export const typingAhead = (isCancellation: (error: unknown) => boolean): CompletionMiddleware => ({
  async provideCompletionItem(document, position, context, token, next) {
    const line = document.lineAt(position.line).text;
    const [before, after] = [line.slice(0, position.character), line.slice(position.character)];
    let letters = 0;
    for (let tries = 1; ; tries++) {
      try {
        const list = await next(document, position.translate(0, letters), context, token);
        for (const item of Array.isArray(list) ? list : (list?.items ?? [])) replaceAsAsked(item, line, position);
        return list;
      } catch (error) {
        if (!isCancellation(error) || token.isCancellationRequested || tries === mostTries) throw error;
        if (position.line >= document.lineCount) return null;
        const typed = lettersSince(before, after, document.lineAt(position.line).text);
        if (typed === undefined) return null;
        letters = typed;
      }
    }
  },
});
