/** Gives names in the scope that is in force. */
import type * as tree from '../language/tree.js';
import { placeOf, type Frame } from './elaborate-context.js';
import type { Datum } from './datum.js';
import type { Place } from './graph.js';

export function sayGiven(frame: Frame, name: tree.Word, before: Place | undefined): void {
  if (frame.given === undefined) return;
  frame.context.problems.say({
    code: 'name-twice',
    at: placeOf(frame, name),
    message: `\`${name.text}\` is given already; a name is given once`,
    related: before ? [{ message: `\`${name.text}\` is given here`, place: before }] : [],
  });
}

/** Gives a name in the scope; a second time is an error that shows the first. */
export function define(frame: Frame, name: tree.Word, entry: { readonly datum: Datum | undefined }): void {
  if (name.text === '' || name.text === '_') return;
  const { scope } = frame.e;
  const before = scope.own(name.text) ?? scope.findIndexed(name.text);
  if (before) sayGiven(frame, name, before.place);
  frame.e.scope.define(name.text, { datum: entry.datum, place: placeOf(frame, name) });
}
