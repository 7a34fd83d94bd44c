/** What is said where the sizes of attention's inputs do not meet. */
import { keySource, layout, valueSource, type AttentionArguments, type AttentionBound } from './attention-layout.js';
import { written } from './rules.js';

export function saysMask(bound: AttentionBound, a: AttentionArguments): string {
  const { heads, T, S } = layout(bound, a);
  return `the mask is ${written(bound.points.mask?.shape ?? [])}, but must be [${S.toString()}], [${T.toString()}, ${S.toString()}] or [${heads.toString()}, ${T.toString()}, ${S.toString()}]`;
}

export function saysLengths({ T, points }: AttentionBound): string {
  const keys = keySource(points);
  const values = valueSource(points) ?? keys;
  return `there are ${String(keys?.shape.at(-2) ?? T)} keys but ${String(values?.shape.at(-2) ?? T)} values`;
}

export function saysSource(at: 'keys' | 'values' | 'context', { rest, points }: AttentionBound): string {
  return `\`${at}\` must have ${String(rest.length + 2)} dimensions like the flow, but is ${written(points[at]?.shape ?? [])}`;
}

export function saysPacked(bound: AttentionBound, a: AttentionArguments): string {
  const { keyWidth, valueWidth, D } = layout(bound, a);
  return `one weight cannot hold all three projections: queries come from ${D.toString()} numbers, keys from ${keyWidth.toString()}, values from ${valueWidth.toString()}`;
}
