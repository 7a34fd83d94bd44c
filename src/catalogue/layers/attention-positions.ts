/** Positions that attention may know: their arguments, what must hold of them, and their weights. */
import type { Dim } from '../../shape/dim.js';
import { optionalCount, positive, sizes, type Named, type ParameterTable, type ValuesOf } from '../parameter.js';
import { readCall } from '../read-call.js';
import type { AttentionArguments, AttentionBound } from './attention-layout.js';
import { bucketCount, farthest } from './distance-parameters.js';
import type { BufferSpec, WeightSpec } from './layer.js';

const tables = {
  rotary: {
    base: positive('how far the waves reach', { default: 10000 }),
    width: optionalCount('numbers of each head that are turned, from the first one on; all if not given', { min: 2 }),
  },
  alibi: {},
  relative_position: {
    window: sizes('height and width of the window', { min: 1, optional: true }),
    buckets: bucketCount(),
    distance: farthest(),
  },
};

export const positionTable = (word: string): ParameterTable | undefined =>
  Object.hasOwn(tables, word) ? tables[word as keyof typeof tables] : undefined;

/** The arguments of the position, if it is of this kind. */
export function givenPosition<K extends keyof typeof tables>(
  position: Named | undefined,
  kind: K,
): ValuesOf<(typeof tables)[K]> | undefined {
  if (position?.name !== kind) return undefined;
  const read = readCall(tables[kind], position.recipe);
  return 'args' in read ? (read.args as ValuesOf<(typeof tables)[K]>) : undefined;
}

/** Height and width of the window. */
function windowOf(position: Named | undefined): readonly [Dim, Dim] | undefined {
  const [height, width = height] = givenPosition(position, 'relative_position')?.window ?? [];
  return height && width && [height, width];
}

const bucketsOf = (position: Named | undefined): Dim | undefined =>
  givenPosition(position, 'relative_position')?.buckets;

const turned = ({ position, heads, head_width }: AttentionArguments, D: Dim): Dim =>
  givenPosition(position, 'rotary')?.width ?? head_width ?? D.over(heads);

const distances = ([height, width]: readonly [Dim, Dim]): Dim =>
  height.times(2).minus(1).times(width.times(2).minus(1));

interface Checked {
  readonly holds: boolean | 'unknown';
  readonly says: string;
  readonly instead: readonly { readonly argument: string; readonly value: string }[];
}

const withinHead = (a: AttentionArguments, D: Dim): readonly Checked[] => {
  const [turning, head] = [turned(a, D), a.head_width ?? D.over(a.heads)];
  return [
    {
      holds: turning.isMultipleOf(2),
      says: `rotary positions turn pairs of numbers, but there are ${turning.toString()} to turn in a head`,
      instead: [],
    },
    {
      holds: turning.is('<=', head),
      says: `\`rotary\` cannot turn ${turning.toString()} numbers of a head that is ${head.toString()} wide`,
      instead: [],
    },
  ];
};

const inWindow = ([height, width]: readonly [Dim, Dim], T: Dim): Checked => {
  const cells = height.times(width);
  const size = `${height.toString()}x${width.toString()}`;
  return {
    holds: T.is('==', cells),
    says: `a window of ${size} has ${cells.toString()} positions, but there are ${T.toString()}`,
    instead: [],
  };
};

const needsSize: Checked = {
  holds: false,
  says: '`relative_position` needs the size of its window, or a number of buckets for distances in a sequence',
  instead: [
    { argument: 'position', value: 'relative_position(window: 7x7)' },
    { argument: 'position', value: 'relative_position(buckets: 32)' },
  ],
};

/** What must hold of the position and does not, or may not; undefined where all is well. */
export function positionChecked({ T, D }: AttentionBound, a: AttentionArguments): Checked | undefined {
  const window = windowOf(a.position);
  const checks: readonly Checked[] =
    a.position?.name === 'rotary'
      ? withinHead(a, D)
      : window !== undefined
        ? [inWindow(window, T)]
        : a.position?.name === 'relative_position' && bucketsOf(a.position) === undefined
          ? [needsSize]
          : [];
  return checks.find(({ holds }) => holds === false) ?? checks.find(({ holds }) => holds === 'unknown');
}

export function positionWeights(a: AttentionArguments): { readonly [name: string]: WeightSpec } {
  const window = windowOf(a.position);
  const rows = window === undefined ? bucketsOf(a.position) : distances(window);
  return rows === undefined ? {} : { position_table: { shape: [rows, a.heads], init: 'small_normal' } };
}

/** Which row of the table belongs to each pair of positions: row and column distance, counted from the most negative. */
export function positionBuffers(a: AttentionArguments): { readonly [name: string]: BufferSpec } {
  const window = windowOf(a.position);
  if (window === undefined) return {};
  const [height, width] = window;
  const count = height.times(width);
  const [h, w, n] = [height.value, width.value, count.value];
  const values = (element: number): number => {
    const [query, key] = [Math.floor(element / n), element % n];
    const down = Math.floor(query / w) - Math.floor(key / w) + h - 1;
    const right = (query % w) - (key % w) + w - 1;
    return down * (2 * w - 1) + right;
  };
  return { position_index: { shape: [count.times(count)], dtype: 'int64', fill: 0, values } };
}
