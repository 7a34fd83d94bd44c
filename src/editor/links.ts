/** The paths of imports as links. */
import { resolvePath } from '../language/files.js';
import type { Range } from '../language/range.js';
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
