/** Says that a shape is not the one that a line states, and what the line would be with the true one. */
import type { Dim } from '../shape/dim.js';
import { formatShape, type Shape } from '../shape/shape.js';
import type { GraphFix, Mend, Place } from './graph.js';
import type { Problems } from './problems.js';

/** A dimension that is another one than stated. */
export interface OtherSize {
  readonly at: number;
  readonly wanted: Dim;
  readonly size: Dim;
  /** Where it is stated, where it stands there by itself. */
  readonly place: Place | undefined;
}

export interface OtherShape {
  readonly at: Place;
  /** Begins the message: "`x`", "the flow". */
  readonly what: string;
  readonly shape: Shape;
  readonly others: readonly OtherSize[];
  /** So many dimensions are stated, and there are others. */
  readonly expected?: { readonly count: number; readonly more: boolean };
}

export function sayMismatch(problems: Problems, other: OtherShape): void {
  const { at, what, shape } = other;
  const message = `${what} has the shape ${formatShape(shape)}, but ${detailOf(other)}`;
  // What flows into a block is the caller's choice: its `input` is not changed for one call.
  const fixes = what === 'the flow' ? truth(problems, other) : [];
  problems.say({ code: 'shape-mismatch', at, message, fixes, ofCaller: what !== 'the flow' });
}

function detailOf({ expected, others: [first] }: OtherShape): string {
  if (expected !== undefined) {
    const { count, more } = expected;
    return `${more ? 'at least ' : ''}${String(count)} dimension${count === 1 ? ' is' : 's are'} expected here`;
  }
  if (first === undefined) return 'it is expected to be another';
  const position = ['first', 'second', 'third', 'fourth', 'fifth'][first.at] ?? `${String(first.at + 1)}th`;
  return `its ${position} dimension should be ${first.wanted.toString()}`;
}

/** The dimensions as they are; those that are stated right stay as they are written. */
function truth({ calls }: Problems, { at, shape, others, expected }: OtherShape): readonly GraphFix[] {
  const inCall = calls.length > 0;
  // A symbol of the caller means nothing in a block.
  if (inCall && !shape.every(size => size.isConstant)) return [];
  const apart = others.flatMap(({ place, size }): Mend[] =>
    place === undefined ? [] : [{ kind: 'text', at: place, text: size.toString() }],
  );
  const whole: Mend = { kind: 'text', at, text: formatShape(shape) };
  const mends = expected === undefined && apart.length === others.length ? apart : [whole];
  return [{ title: `Change to \`${formatShape(shape)}\``, mends, ...(inCall && { careful: true }) }];
}
