/** What must hold between the sizes of an attention layer. */
import type { Dim } from '../../shape/dim.js';
import { keySource, layout, valueSource, type AttentionArguments, type AttentionBound } from './attention-layout.js';
import { positionRules } from './attention-position.js';
import type { Requirement, TensorType } from './layer.js';
import { divides, written } from './rules.js';

type Rule = Requirement<AttentionBound, AttentionArguments>;

const same = (a: Dim, b: Dim): true | false | 'unknown' => (a.equals(b) ? true : a.is('==', b));

const sizes: readonly Rule[] = [
  {
    ...divides<AttentionBound, AttentionArguments>(
      'heads',
      ({ D }, { heads }) => ({ size: D, parts: heads }),
      (D, heads) => `a width of ${D.toString()} cannot be split into ${heads.toString()} equal heads`,
      ({ D }, { heads }) => [{ argument: 'head_width', value: D.floorDiv(heads).toString() }],
    ),
    holds: ({ D }, { heads, head_width }) => (head_width === undefined ? D.isMultipleOf(heads) : true),
  },
  divides(
    'kv_heads',
    (_, { heads, kv_heads }) => ({ size: heads, parts: kv_heads ?? heads }),
    (heads, kv) => `${heads.toString()} heads of queries cannot share ${kv.toString()} heads of keys evenly`,
  ),
];

const sources: readonly Rule[] = [
  ...(['keys', 'values', 'context'] as const).map((at): Rule => ({
    at,
    holds: ({ rest, points }) => {
      const type = points[at];
      return type === undefined || type.shape.length === rest.length + 2;
    },
    says: ({ rest, points }) =>
      `\`${at}\` must have ${String(rest.length + 2)} dimensions like the flow, but is ${written(points[at]?.shape ?? [])}`,
  })),
  {
    at: 'values',
    holds: ({ T, points }) => {
      const length = (type: TensorType | undefined): Dim => type?.shape.at(-2) ?? T;
      const keys = keySource(points);
      return same(length(keys), length(valueSource(points) ?? keys));
    },
    says: ({ T, points }) => {
      const keys = keySource(points);
      const values = valueSource(points) ?? keys;
      return `there are ${String(keys?.shape.at(-2) ?? T)} keys but ${String(values?.shape.at(-2) ?? T)} values`;
    },
  },
  {
    at: 'mask',
    holds: (bound, a) => {
      const mask = bound.points.mask;
      if (mask === undefined) return true;
      const { heads, T, S } = layout(bound, a);
      const whole = [heads, T, S].slice(-mask.shape.length);
      if (mask.shape.length === 0 || mask.shape.length > 3) return false;
      const answers = mask.shape.map((size, i) => (size.equals(1) ? true : same(size, whole[i] ?? size)));
      return answers.includes(false) ? false : answers.includes('unknown') ? 'unknown' : true;
    },
    says: (bound, a) => {
      const { heads, T, S } = layout(bound, a);
      return `the mask is ${written(bound.points.mask?.shape ?? [])}, but must be [${S.toString()}], [${T.toString()}, ${S.toString()}] or [${heads.toString()}, ${T.toString()}, ${S.toString()}]`;
    },
  },
];

export const attentionRules: readonly Rule[] = [...sizes, ...sources, ...positionRules];
