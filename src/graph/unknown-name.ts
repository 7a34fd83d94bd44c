/** Says that a name is not found, with the nearest ones as fixes. */
import type { Names } from './elaborate-expression.js';
import type { Place } from './graph.js';
import { suggestion } from '../language/nearest.js';
import { nearest, type Problems } from './problems.js';
import type { Scope } from './scope.js';

interface Around {
  readonly scope: Scope;
  readonly names: Names;
  readonly problems: Problems;
}

export function sayUnknownLayer(e: Around, at: Place, name: string): void {
  say(e, at, name, 'unknown-layer', `there is no layer, block or point called \`${name}\``);
}

export function sayUnknownName(e: Around, at: Place, name: string): void {
  say(e, at, name, 'unknown-name', `nothing here is called \`${name}\``);
}

function say(e: Around, at: Place, name: string, code: string, message: string): void {
  if (name === '') return;
  const near = nearest(name, [...e.scope.visible(), ...e.names.layerNames]);
  const fixes = near.map(n => ({ title: `Change to \`${n}\``, mends: [{ kind: 'text' as const, at, text: n }] }));
  e.problems.say({ code, at, message: message + suggestion(near), fixes });
}
