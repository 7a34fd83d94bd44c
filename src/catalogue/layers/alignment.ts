/** Shapes that meet (docs/language.md, 11): sizes of 1 stretch, a lower rank is matched from the front or from `axis` on. */
import { align } from '../../shape/align.js';
import { Dim } from '../../shape/dim.js';
import type { Argument, Builder, Requirement, Shape, SizePair, TensorType, Truth, Value } from './layer.js';
import { axesOf, axisIn, written } from './rules.js';

/** Where a tensor of a lower rank begins among `rank` dimensions. */
const offset = (rank: number, own: number, axis: number | undefined): number =>
  own === rank ? 0 : axisIn(rank, axis ?? 0);

/** The shape laid out over `rank` dimensions, ones where it has none; undefined where it reaches out at the end. */
export function laidOut(shape: Shape, rank: number, axis: number | undefined): Shape | undefined {
  const before = offset(rank, shape.length, axis);
  const after = rank - before - shape.length;
  if (before < 0 || after < 0) return undefined;
  const one = Dim.of(1);
  return [...Array.from({ length: before }, () => one), ...shape, ...Array.from({ length: after }, () => one)];
}

interface Meeting {
  readonly shape: Shape;
  readonly fits: Truth;
  /** The first dimension in which two differ. */
  readonly axis?: number;
}

/** The shape of all tensors stretched to each other: each in turn to the first one of the highest rank. */
export function meeting(shapes: readonly Shape[], axis: number | undefined): Meeting {
  const rank = Math.max(0, ...shapes.map(s => s.length));
  const first = shapes.findIndex(s => s.length === rank);
  let shape = shapes[first] ?? [];
  let fits: Truth = true;
  let differs: number | undefined;
  for (const [i, other] of shapes.entries()) {
    if (i === first) continue;
    const met = align(shape, other, axis);
    if (met.fits) {
      const [open] = met.conditions;
      shape = met.shape;
      if (!open || fits !== true) continue;
      fits = 'unknown';
      differs = open.axis;
    } else {
      if (fits !== false) differs = met.clash.kind === 'size' ? met.clash.axis : undefined;
      fits = false;
    }
  }
  return { shape, fits, ...(differs !== undefined && { axis: differs }) };
}

/** Values laid out so that they stretch to each other, aligned at their ends as operations want it. */
export function alignedValues(op: Builder, values: readonly Value[], axis: number | undefined): readonly Value[] {
  const rank = Math.max(0, ...values.map(({ type }) => type.shape.length));
  return values.map(value => {
    const { shape } = value.type;
    const laid = laidOut(shape, rank, axis);
    if (laid === undefined || shape.length === rank) return value;
    // Ones in front change nothing, except that a value with a batch needs its full rank beside one without.
    return op.reshape(value, { shape: laid });
  });
}

/** Dimensions that meet, those of each tensor with those of the first of the highest rank. */
function metPairs(shapes: readonly Shape[], axis: number | undefined): readonly SizePair[] {
  const rank = Math.max(0, ...shapes.map(s => s.length));
  const first = shapes.findIndex(s => s.length === rank);
  return shapes.flatMap((shape, input) => {
    const begin = offset(rank, shape.length, axis);
    if (input === first || begin < 0 || begin + shape.length > rank) return [];
    return shape.map((_, i) => ({ left: { input: first, axis: begin + i }, right: { input, axis: i } }));
  });
}

/** All tensors must have one shape, or stretch to one. `verb`: what the layer does with them. */
export function meets(
  verb: string,
): Requirement<{ readonly all: readonly TensorType[] }, { readonly axis: number | undefined }> {
  const axisOf = (a: { readonly axis: number | undefined }): number | undefined => a.axis;
  const shapes = (all: readonly TensorType[]): readonly Shape[] => all.map(({ shape }) => shape);
  return {
    holds: ({ all }, a) => meeting(shapes(all), axisOf(a)).fits,
    pairs: ({ all }, a) => metPairs(shapes(all), axisOf(a)),
    says: ({ all }, a) => {
      const { axis } = meeting(shapes(all), axisOf(a));
      const list = shapes(all).map(written);
      const where =
        axis === undefined
          ? 'their ranks do not match'
          : `in dimension ${String(axis)} they have ${[...new Set(shapes(all).map(s => String(laidOut(s, Math.max(...shapes(all).map(t => t.length)), axisOf(a))?.[axis] ?? 1)))].join(' and ')}`;
      return `cannot ${verb} ${list.join(' and ')}: ${where}`;
    },
    instead: ({ all }) =>
      axesOf(Math.max(...all.map(({ shape }) => shape.length)), axis => meeting(shapes(all), axis).fits === true),
  };
}

/** Numbers among the arguments of a joining layer. */
export const numbersIn = (operands: readonly Argument[]): readonly Dim[] =>
  operands.flatMap(argument => (argument.kind === 'number' ? [argument.value] : []));
