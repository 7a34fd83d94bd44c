/** Definitions of all files that are known, by the letters of their names. */
import { isLibrary } from '../language/library.js';
import type { Range } from '../language/range.js';
import { exportsOf } from './names.js';
import type { View } from './view.js';

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
