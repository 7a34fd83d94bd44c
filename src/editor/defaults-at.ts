/** Arguments that `defaults { }` gives to layers at a place, as far as the text around it says. */
import type { Given } from '../graph/match-arguments.js';
import { parseExpression } from '../graph/parse-expression.js';
import type { Call } from '../language/tree.js';
import { pathAt } from '../language/walk.js';
import type { View } from './view.js';

/** Nearer ones first; `unknown` where a value is more than a number or a word. */
export type DefaultsHere = ReadonlyMap<string, readonly Given[] | 'unknown'>;

function givenBy({ text }: View, call: Call): readonly Given[] | 'unknown' {
  const given: Given[] = [];
  for (const { name, value } of call.args) {
    if (name === undefined) return 'unknown';
    const parsed = parseExpression(text.slice(value.range.start, value.range.end));
    if ('error' in parsed) return 'unknown';
    given.push({ name: name.text, datum: parsed.datum });
  }
  return given;
}

export function defaultsAt(view: View, offset: number): DefaultsHere {
  const found = new Map<string, readonly Given[] | 'unknown'>();
  const bodies = pathAt(view.source.file, offset).filter(node => node.kind === 'Body');
  for (const { statements } of bodies.reverse()) {
    for (const statement of [...statements].reverse()) {
      if (statement.kind !== 'Defaults' || statement.range.end > offset) continue;
      for (const call of statement.calls) {
        const known = found.get(call.callee.text) ?? [];
        const more = givenBy(view, call);
        const isUnknown = known === 'unknown' || more === 'unknown';
        found.set(
          call.callee.text,
          isUnknown ? 'unknown' : [...known, ...more.filter(({ name }) => !known.some(each => each.name === name))],
        );
      }
    }
  }
  return found;
}
