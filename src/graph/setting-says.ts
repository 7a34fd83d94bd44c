/** Says what is wrong in a `train`, `search` or `budget`, and what would be right. */
import { suggestion } from '../language/nearest.js';
import type { Range } from '../language/range.js';
import type { GraphFix, Place } from './graph.js';
import { nearest, type Problems } from './problems.js';
import type { Scope } from './scope.js';

interface Around {
  readonly uri: string;
  readonly scope: Scope;
  readonly problems: Problems;
}

interface Ranged {
  readonly range: Range;
}

interface Named extends Ranged {
  readonly text: string;
}

const placeIn = (e: Around, { range }: Ranged): Place => ({ uri: e.uri, range });

export function sayNoNetwork(e: Around, name: Named, isBlock: boolean): void {
  const at = placeIn(e, name);
  const near = suggestion(nearest(name.text, e.scope.visible()));
  e.problems.say(
    isBlock
      ? {
          code: 'not-a-network',
          at,
          message: `\`${name.text}\` is a block; a network states the shapes of its inputs, so only a network is trained`,
        }
      : { code: 'unknown-network', at, message: `there is no network called \`${name.text}\`${near}` },
  );
}

/** A name that is none of those that may stand there: the nearest ones as fixes, else all of them. */
export function sayNoneOf(
  e: Around,
  node: Ranged,
  { code, name, names, says }: { code: string; name: string; names: Iterable<string>; says: string },
): void {
  const all = [...names];
  const near = nearest(name, all);
  const has = near.length > 0 ? suggestion(near) : `; there are ${all.sort().join(', ')}`;
  const at = placeIn(e, node);
  const fixes = near.map((n): GraphFix => ({ title: `Change to \`${n}\``, mends: [{ kind: 'text', at, text: n }] }));
  e.problems.say({ code, at, message: says + has, fixes });
}

export function sayNoTrain(e: Around, name: Named, names: readonly string[]): void {
  const near = suggestion(nearest(name.text, names));
  const message = `no \`train\` of this file is called \`${name.text}\`${near}`;
  e.problems.say({ code: 'unknown-train', at: placeIn(e, name), message });
}

/** A value that a setting does not take; `instead`: texts that it would take. */
export function sayWrongValue(e: Around, value: Ranged, message: string, instead: readonly string[] = []): void {
  const at = placeIn(e, value);
  const fixes = instead.map((text): GraphFix => ({ title: `Write \`${text}\``, mends: [{ kind: 'text', at, text }] }));
  e.problems.say({ code: 'bad-setting', at, message, fixes });
}
