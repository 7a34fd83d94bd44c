/** The paths of imports as links, selections that grow, symbols of all files. */
import { resolvePath } from '../language/files.js';
import { isLibrary } from '../language/library.js';
import type { Range } from '../language/range.js';
import { pathAt } from '../language/walk.js';
import { exportsOf } from './names.js';
import type { View } from './view.js';

export interface Link {
  readonly range: Range;
  readonly target: string;
}

export function links({ source, files, uri }: View): readonly Link[] {
  return source.imports.flatMap(({ from }): readonly Link[] => {
    const target = from.kind === 'Text' ? resolvePath(uri, from.value) : undefined;
    if (target === undefined || files.get(target) === undefined) return [];
    // Without the quotes.
    return [{ range: { start: from.range.start + 1, end: from.range.end - 1 }, target }];
  });
}

/** From the smallest thing at the place to the whole file, each larger than the one before. */
export function selections({ source }: View, offset: number): readonly Range[] {
  const ranges: Range[] = [];
  for (const { range } of [...pathAt(source.file, offset)].reverse()) {
    const last = ranges.at(-1);
    if (range.end > range.start && (last === undefined || range.start < last.start || range.end > last.end))
      ranges.push(range);
  }
  return ranges;
}

export interface FileSymbol {
  readonly name: string;
  readonly kind: 'network' | 'block' | 'constant';
  readonly uri: string;
  readonly range: Range;
}

/** Definitions of all known files whose name has these letters in this order. */
export function fileSymbols(files: View['files'], query: string): readonly FileSymbol[] {
  const letters = Array.from(query.toLowerCase());
  const fits = (name: string): boolean => {
    let at = 0;
    const lower = name.toLowerCase();
    return letters.every(letter => {
      const found = lower.indexOf(letter, at);
      at = found + 1;
      return found >= 0;
    });
  };
  const own = files.known.filter(({ uri }) => !isLibrary(uri));
  return own.flatMap(source =>
    exportsOf(source).flatMap(({ name, kind, definition }): readonly FileSymbol[] =>
      definition === undefined || !fits(name)
        ? []
        : [
            {
              name,
              kind: kind === 'network' ? 'network' : kind === 'block' ? 'block' : 'constant',
              uri: source.uri,
              range: definition.name.range,
            },
          ],
    ),
  );
}
