/** One shape for all the ways in which a line is executed: a formula in the names of its block, or in the number of the round. */
import { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';

/** A name with its value in each of the ways; `axis` of a size of what flows in. */
export interface Varying {
  readonly name: string;
  readonly axis?: number;
  readonly values: readonly (Dim | undefined)[];
}

type Rule = (i: number) => Dim | undefined;

const isSmall = (n: number): boolean => Number.isInteger(n) && n > 1 && n <= 64;
/** The quotient, where both are numbers or one is a multiple of the other. */
const quotient = (a: Dim, b: Dim): number => {
  const q = a.over(b);
  return q.isConstant ? q.value : NaN;
};
/** In a formula around it. */
const operand = (dim: Dim): string => (/^\w+$/.test(dim.toString()) ? dim.toString() : `(${dim.toString()})`);

/** In a name: itself, so many more or less, a multiple, a part. */
function inName(dims: readonly Dim[], { name, values }: Varying): string | undefined {
  const fits = (rule: (value: Dim) => Dim): boolean =>
    dims.every((dim, i) => {
      const value = values[i];
      return value !== undefined && dim.equals(rule(value));
    });
  const [dim, value] = [dims[0], values[0]];
  if (dim === undefined || value === undefined) return undefined;
  const times = quotient(dim, value);
  if (isSmall(times) && fits(v => v.times(times))) return `${String(times)} * ${name}`;
  const parts = Math.floor(quotient(value, dim));
  if (isSmall(parts) && fits(v => v.floorDiv(parts))) return `${name} // ${String(parts)}`;
  const more = dim.minus(value);
  if (!more.isConstant || !fits(v => v.plus(more))) return undefined;
  return more.value === 0 ? name : `${name} ${more.value < 0 ? '-' : '+'} ${String(Math.abs(more.value))}`;
}

/** In the number of the round: so much more, or so many times as much, each time. Two rounds would fit too much. */
function inRound(dims: readonly Dim[], name: string): string | undefined {
  const [first, second] = dims;
  if (first === undefined || second === undefined || dims.length < 3) return undefined;
  const fits = (rule: Rule): boolean => dims.every((dim, i) => rule(i)?.equals(dim) === true);
  const start = operand(first);
  const step = second.minus(first);
  if (step.isConstant && Number.isInteger(step.value) && fits(i => first.plus(step.times(i)))) {
    if (step.value < 0) return `${start} - ${String(-step.value)} * ${name}`;
    return first.equals(step) ? `${start} * (${name} + 1)` : `${start} + ${String(step.value)} * ${name}`;
  }
  for (const base of [2, 3, 4]) {
    if (fits(i => first.times(base ** i))) return `${start} * ${String(base)} ** ${name}`;
    if (fits(i => first.floorDiv(base ** i)) && first.symbols().size === 0)
      return `${start} // ${String(base)} ** ${name}`;
    for (const symbol of first.symbols()) {
      const whole = Dim.symbol(symbol);
      if (fits(i => whole.floorDiv(base ** i))) return `${symbol} // ${String(base)} ** ${name}`;
      if (fits(i => whole.floorDiv(base ** (i + 1)))) return `${symbol} // ${String(base)} ** (${name} + 1)`;
    }
  }
  return undefined;
}

function sizeFormula(
  dims: readonly Dim[],
  axis: number,
  names: readonly Varying[],
  round?: string,
): string | undefined {
  const [first] = dims;
  if (first !== undefined && dims.every(dim => dim.equals(first))) return first.toString();
  // The size of what flows in along the same axis, then parameters; a channel may be either of them.
  const rank = (varying: Varying): number =>
    varying.axis === axis ? 0 : varying.axis !== undefined ? 2 : axis === 0 ? 0 : 1;
  const found = names.flatMap(varying => {
    const text = inName(dims, varying);
    return text === undefined ? [] : [{ text, order: 2 * rank(varying) + (text === varying.name ? 0 : 1) }];
  });
  const [best] = found.sort((a, b) => a.order - b.order);
  return best?.text ?? (round === undefined ? undefined : inRound(dims, round));
}

/** `[4 * width, H // 2, W // 2]`; undefined where a size follows no such rule. */
export function shapeFormula(shapes: readonly Shape[], names: readonly Varying[], round?: string): string | undefined {
  const [first] = shapes;
  if (first === undefined || shapes.some(shape => shape.length !== first.length)) return undefined;
  const sizes = first.map((_, axis) =>
    sizeFormula(
      shapes.flatMap(shape => shape[axis] ?? []),
      axis,
      names,
      round,
    ),
  );
  return sizes.includes(undefined) ? undefined : `[${sizes.join(', ')}]`;
}
