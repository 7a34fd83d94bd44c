/** What must hold between the sizes of an attention layer. */
import type { Dim } from '../../shape/dim.js';
import {
  keySource,
  layout,
  packable,
  valueSource,
  type AttentionArguments,
  type AttentionBound,
} from './attention-layout.js';
import { positionRules } from './attention-position.js';
import type { Requirement, TensorType } from './layer.js';
import { saysLengths, saysMask, saysPacked, saysSource } from './attention-says.js';
import { divides } from './rules.js';

type Rule = Requirement<AttentionBound, AttentionArguments>;

const same = (a: Dim, b: Dim): boolean | 'unknown' => (a.equals(b) ? true : a.is('==', b));

function maskFits(bound: AttentionBound, a: AttentionArguments): boolean | 'unknown' {
  const { shape } = bound.points.mask ?? { shape: [] };
  const { heads, T, S } = layout(bound, a);
  const whole = [heads, T, S].slice(-shape.length);
  if (shape.length === 0 || shape.length > 3) return false;
  const answers = shape.map((size, i) => (size.equals(1) ? true : same(size, whole[i] ?? size)));
  return answers.includes(false) ? false : answers.includes('unknown') ? 'unknown' : true;
}

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
  {
    at: 'packed',
    holds: (bound, a) => {
      const { keyWidth, valueWidth, D } = layout(bound, a);
      return a.packed === true ? packable(keyWidth, valueWidth, D) : true;
    },
    says: saysPacked,
    instead: () => [{ argument: 'packed', value: 'false' }],
  },
  ...(['keys', 'values', 'context'] as const).map((at): Rule => ({
    at,
    holds: ({ rest, points }) => {
      const type = points[at];
      return type === undefined || type.shape.length === rest.length + 2;
    },
    says: bound => saysSource(at, bound),
  })),
  {
    at: 'values',
    holds: ({ T, points }) => {
      const length = (type: TensorType | undefined): Dim => type?.shape.at(-2) ?? T;
      const keys = keySource(points);
      const values = valueSource(points) ?? keys;
      return values === keys || same(length(keys), length(values));
    },
    says: saysLengths,
  },
  {
    at: 'mask',
    holds: (bound, a) => bound.points.mask === undefined || maskFits(bound, a),
    says: saysMask,
  },
];

export const attentionRules: readonly Rule[] = [...sizes, ...sources, ...positionRules];
