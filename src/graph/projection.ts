/** Two tensors of a sum that do not meet: the layer that would bring one of them to the other's shape, and where it would stand. */
import type { SizePair } from '../catalogue/layers/layer.js';
import { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';
import type { Call, GraphFix, Place, Value } from './graph.js';
import { originOf, type Outside } from './provenance.js';

/** Where a step more would stand in a branch. */
export interface BranchEnd {
  readonly place: Place;
  /** `empty`: the place is that of the braces; `missing`: a residual has no shortcut, which would stand there. */
  readonly kind: 'steps' | 'empty' | 'missing';
}

export interface ProjectionSite {
  readonly call: Call;
  readonly place: Place;
  readonly ends: readonly BranchEnd[] | undefined;
}

/** A projection as text, and with what stands for its width. */
interface Projection {
  readonly text: string;
  readonly like: string;
}

/** Steps of a window of one cell that lead from one size to another; undefined where none does. */
function strideTo(from: Dim, to: Dim): number | undefined {
  if (from.equals(to)) return 1;
  if (!from.isConstant || !to.isConstant || !(to.value >= 1)) return undefined;
  const stride = Math.round(from.value / to.value);
  return stride > 1 && Math.ceil(from.value / stride) === to.value ? stride : undefined;
}

/** From features to features, or from a map to a map with fewer cells. */
function projection(from: Shape, to: Shape, isFeatureLast: boolean): Projection | undefined {
  if (from.length !== to.length) return undefined;
  const at = isFeatureLast ? to.length - 1 : 0;
  const width = to[at];
  if (width === undefined) return undefined;
  if (isFeatureLast) {
    if (!from.every((size, i) => i === at || size.equals(to[i] ?? 0))) return undefined;
    return { text: `dense(${String(width)})`, like: 'dense({width})' };
  }
  const strides = from.slice(1).map((size, i) => strideTo(size, to[i + 1] ?? Dim.of(0)));
  if (strides.length === 0 || strides.length > 3 || strides.some(stride => stride === undefined)) return undefined;
  const [first] = strides;
  const step = strides.every(stride => stride === first) ? String(first) : strides.join('x');
  const rest = step === '1' ? ', 1)' : `, 1, stride: ${step})`;
  return { text: `conv(${String(width)}${rest}`, like: `conv({channels}${rest}` };
}

function written({ kind }: BranchEnd, step: string): string {
  return kind === 'missing' ? ` shortcut { ${step} }` : kind === 'empty' ? `{ ${step} }` : ` -> ${step}`;
}

/** Cells that one map has more than another on each side, as an argument: `1`, or `[[0, 1], [1, 1]]`; undefined where it is not a little larger. */
function surplus(large: Shape, small: Shape): string | undefined {
  if (large.length !== small.length || large.length < 2 || large.length > 4) return undefined;
  const sides: (readonly [number, number])[] = [];
  for (let i = 1; i < large.length; i++) {
    const [a, b] = [large[i], small[i]];
    if (!a?.isConstant || !b?.isConstant || a.value < b.value || a.value >= 2 * b.value) return undefined;
    const low = Math.floor((a.value - b.value) / 2);
    sides.push([low, a.value - b.value - low]);
  }
  const each = sides[0]?.[0] ?? 0;
  if (sides.every(side => side.every(n => n === each))) return each === 0 ? undefined : String(each);
  return `[${sides.map(([low, high]) => `[${String(low)}, ${String(high)}]`).join(', ')}]`;
}

/** Maps that differ by some cells at their edges: the larger one is cropped; a flow that meets a larger point gets a border. */
function fitted(
  inputs: readonly Value[],
  { left, right }: SizePair,
  { call, place, ends }: ProjectionSite,
): GraphFix[] {
  if (call.layer.traits?.includes('joins') !== true || left.axis === 0 || (left.input !== 0 && !ends)) return [];
  const [a, b] = [inputs[left.input]?.type?.shape, inputs[right.input]?.type?.shape];
  if (!a || !b) return [];
  const [over, under] = [surplus(a, b), surplus(b, a)];
  const careful = true;
  if (!ends) {
    const step = over !== undefined ? `crop(${over})` : under !== undefined ? `pad(${under})` : undefined;
    if (step === undefined) return [];
    const title = over !== undefined ? `Crop the flow: \`${step}\`` : `Pad the flow: \`${step}\``;
    return [{ title, mends: [{ kind: 'add-step', call: place, where: 'before', step }], careful }];
  }
  const end = ends[over !== undefined ? left.input : right.input];
  const cells = over ?? under;
  if (!end || cells === undefined) return [];
  const text = written(end, `crop(${cells})`);
  return [{ title: `Crop this branch: \`crop(${cells})\``, mends: [{ kind: 'text', at: end.place, text }], careful }];
}

/** Layers that would make the two meet. */
export function projectionsAt(
  inputs: readonly Value[],
  clash: SizePair,
  site: ProjectionSite,
  outside: Outside,
): readonly GraphFix[] {
  return [...projected(inputs, clash, site, outside), ...fitted(inputs, clash, site)];
}

/** Of the two sides the one that is the flow itself is brought to the other, else the second; without branches the flow. */
function projected(
  inputs: readonly Value[],
  { left, right }: SizePair,
  { call, place, ends }: ProjectionSite,
  outside: Outside,
): readonly GraphFix[] {
  const traits = call.layer.traits ?? [];
  if (!traits.includes('joins') || !traits.includes('linear')) return [];
  const endOf = (input: number): BranchEnd | undefined => ends?.[input];
  const isBare = (input: number): boolean => (endOf(input)?.kind ?? 'steps') !== 'steps';
  if (ends === undefined && left.input !== 0) return [];
  const [moved, kept] =
    ends === undefined || (isBare(left.input) && !isBare(right.input)) ? [left, right] : [right, left];
  const [from, to] = [inputs[moved.input]?.type?.shape, inputs[kept.input]?.type?.shape];
  const target = inputs[kept.input];
  if (!from || !to || !target) return [];
  const maker = (axis: number) => originOf(target, axis, outside).node;
  const last = maker(to.length - 1);
  const isFeatureLast = to.length === 1 || last?.call.layer.traits?.includes('feature-last') === true;
  const found = projection(from, to, isFeatureLast);
  if (!found) return [];
  const careful = true;
  const end = endOf(moved.input);
  if (!end) {
    const mend = { kind: 'add-step', call: place, where: 'before', step: found.text } as const;
    return [{ title: `Project the flow: \`${found.text}\``, mends: [mend], careful }];
  }
  const node = isFeatureLast ? last : maker(0);
  const text = written(end, found.text);
  const like = node && { like: { call: node.place, text: written(end, found.like) } };
  const title = end.kind === 'missing' ? `Project the shortcut:${text}` : `Project this branch: \`${found.text}\``;
  return [{ title, mends: [{ kind: 'text', at: end.place, text, ...like }], careful }];
}
