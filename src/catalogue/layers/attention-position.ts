/** How attention may know positions: rotated queries and keys, a slope, or a learned number for each distance. */
import { Dim } from '../../shape/dim.js';
import type { Argument } from '../argument.js';
import { named, type Named, type Parameter } from '../parameter.js';
import type { AttentionArguments, AttentionBound } from './attention-layout.js';
import type { Requirement } from './layer.js';

/** Su et al. 2021 (rotary); Press et al. 2021 (alibi); Liu et al. 2021, Swin (relative_position). */
export const positionArguments = (): Parameter<Named | undefined> =>
  named(
    ['rotary', 'alibi', 'relative_position'],
    'position',
    'how positions are known: `rotary(base: 10000)`, `alibi`, `relative_position(window: 7x7)`',
  );

/** The value of an argument of `rotary(...)` or `relative_position(...)`: the first one, or by name. */
const given = (position: Named | undefined, name: string): Argument | undefined =>
  position?.recipe?.named.get(name) ?? position?.recipe?.positional[0];

export const baseOf = (position: Named): number => {
  const base = given(position, 'base');
  return base?.kind === 'number' ? base.value.value : 10000;
};

/** Height and width of the window. */
export function windowOf(position: Named | undefined): readonly [Dim, Dim] | undefined {
  if (position?.name !== 'relative_position') return undefined;
  const window = given(position, 'window');
  if (window?.kind === 'number') return [window.value, window.value];
  const [height, width] = window?.kind === 'list' ? window.items : [];
  return height?.kind === 'number' && width?.kind === 'number' ? [height.value, width.value] : undefined;
}

export const distances = ([height, width]: readonly [Dim, Dim]): Dim =>
  height.times(2).minus(1).times(width.times(2).minus(1));

export const positionRules: readonly Requirement<AttentionBound, AttentionArguments>[] = [
  {
    at: 'position',
    holds: (_, { position }) => position?.name !== 'relative_position' || windowOf(position) !== undefined,
    says: () => '`relative_position` needs the size of its window',
    instead: () => [{ argument: 'position', value: 'relative_position(window: 7x7)' }],
  },
  {
    at: 'position',
    holds: ({ T }, { position }) => {
      const window = windowOf(position);
      return window === undefined ? true : T.is('==', window[0].times(window[1]));
    },
    says: ({ T }, { position }) => {
      const [height, width] = windowOf(position) ?? [Dim.of(1), Dim.of(1)];
      return `a window of ${height.toString()}x${width.toString()} has ${height.times(width).toString()} positions, but there are ${T.toString()}`;
    },
  },
  {
    at: 'position',
    holds: ({ D }, { position, heads, head_width }) =>
      position?.name === 'rotary' ? (head_width ?? D.over(heads)).isMultipleOf(2) : true,
    says: ({ D }, { heads, head_width }) =>
      `rotary positions turn pairs of numbers, but a head is ${(head_width ?? D.over(heads)).toString()} wide`,
  },
];
