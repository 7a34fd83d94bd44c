/** Indexed points (`skip[0]`, `skip[1]`) read as a list. */
import { list, type Datum } from './datum.js';
import type { Place } from './graph.js';
import type { Problems } from './problems.js';
import { IndexedPoints } from './scope.js';

/** An indexed name as a list; it may have no holes. */
export function listOf(problems: Problems, indexed: IndexedPoints, name: string, place: Place): Datum | undefined {
  const items: Datum[] = [];
  for (let i = 0; i < indexed.items.size; i++) {
    const item = indexed.items.get(i);
    if (item === undefined) {
      const first = Math.min(...indexed.items.keys());
      const gap = i === 0 && first > 0 ? `it begins at ${String(first)}` : `\`${name}[${String(i)}]\` is missing`;
      problems.say({ code: 'list-with-holes', at: place, message: `\`${name}\` is not a whole list: ${gap}` });
      return undefined;
    }
    const datum = item instanceof IndexedPoints ? listOf(problems, item, `${name}[${String(i)}]`, place) : item;
    if (datum === undefined) return undefined;
    items.push(datum);
  }
  return list(items);
}
