/** Says that a name is not found, with the nearest ones as fixes. */
import type { Names } from './elaborate-expression.js';
import type { Place } from './graph.js';
import { nearest, suggestion, type Problems } from './problems.js';
import type { Scope } from './scope.js';

interface Around {
  readonly scope: Scope;
  readonly names: Names;
  readonly problems: Problems;
}

export function sayUnknownLayer(e: Around, at: Place, name: string): void {
  if (name === '') return;
  const near = nearest(name, [...e.scope.visible(), ...e.names.layerNames]);
  e.problems.say({
    code: 'unknown-layer',
    at,
    message: `there is no layer, block or point called \`${name}\`${suggestion(near)}`,
    fixes: near.map(n => ({ title: `Change to \`${n}\``, mends: [{ kind: 'text', at, text: n }] })),
  });
}
