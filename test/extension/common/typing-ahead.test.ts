/** A list that was asked for at a word's first letter, while the others come. */
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { typingAhead } from '../../../src/extension/common/typing-ahead.js';

class Canceled extends Error {}

class Place {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
  translate(_lines: number, characters: number): Place {
    return new Place(this.line, this.character + characters);
  }
  isAfter(other: Place): boolean {
    return this.character > other.character;
  }
}

class Span {
  constructor(
    readonly start: Place,
    readonly end: Place,
  ) {}
  with({ end }: { end: Place }): Span {
    return new Span(this.start, end);
  }
}

interface Tried {
  readonly asked: readonly number[];
  readonly range: readonly [number, number] | undefined;
}

/**
 * Asks at `|` of the first text. Each further text is what the line is when the server gives an answer: cancelled, but for the last, where it
 * replaces the word around the place, as ours does.
 */
async function ask(texts: readonly string[], stop = false): Promise<Tried> {
  const [first = '', ...later] = texts;
  const at = first.indexOf('|');
  let line = first.replace('|', '');
  const asked: number[] = [];
  const document = { lineAt: () => ({ text: line }), lineCount: 1 };
  const { provideCompletionItem } = typingAhead(error => error instanceof Canceled);
  const token = { isCancellationRequested: stop };
  const next = (_document: unknown, { character }: Place): Promise<unknown> => {
    asked.push(character);
    line = later[asked.length - 1] ?? line;
    if (asked.length < later.length) return Promise.reject(new Canceled());
    const start = /\w*$/.exec(line.slice(0, character))?.index ?? 0;
    const end = character + (/^\w*/.exec(line.slice(character))?.[0].length ?? 0);
    return Promise.resolve([{ label: 'relu', range: new Span(new Place(0, start), new Place(0, end)) }]);
  };
  const list = await provideCompletionItem?.(
    document as unknown as vscode.TextDocument,
    new Place(0, at) as unknown as vscode.Position,
    {} as vscode.CompletionContext,
    token as vscode.CancellationToken,
    next as unknown as Parameters<NonNullable<typeof provideCompletionItem>>[4],
  );
  const [item] = (list ?? []) as readonly { readonly range: Span }[];
  return { asked, range: item && [item.range.start.character, item.range.end.character] };
}

describe('typing ahead of a list', () => {
  it('asks again where the word ends now, when a letter has cancelled the list', async () => {
    assert.deepEqual((await ask(['r|', 're', 'rel', 'relu'])).asked, [1, 2, 3]);
  });

  it('replaces what was there when VS Code asked, which adds the later letters itself', async () => {
    assert.deepEqual((await ask(['-> r|', '-> relu', '-> relu'])).range, [3, 4]);
    // The answer is for a newer text although nothing was cancelled.
    assert.deepEqual((await ask(['-> r|', '-> relu'])).range, [3, 4]);
    // The caret stands within a word: its rest is replaced as well.
    assert.deepEqual((await ask(['-> r|elu', '-> rxelu', '-> rxyelu'])).range, [3, 7]);
  });

  it('asks for nothing else when the line is another one', async () => {
    assert.deepEqual(await ask(['r|', 'r(', 'r(']), { asked: [1], range: undefined });
    assert.deepEqual(await ask(['-> r|', '-> ', '-> ']), { asked: [4], range: undefined });
  });

  it('stops when VS Code does not want the list any more', async () => {
    await assert.rejects(ask(['r|', 're', 're'], true), Canceled);
  });
});
