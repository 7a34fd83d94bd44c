/** A bare name at the head of a step, seen as a call: elaboration and editor treat both alike. */
import type { Call, Name } from './tree.js';

/** A bare name seen as the call of a layer without arguments. */
export function callOfName(name: Name): Call {
  return {
    kind: 'Call',
    callee: { kind: 'Word', text: name.text, range: name.range },
    args: [],
    hasParens: false,
    range: name.range,
  };
}
