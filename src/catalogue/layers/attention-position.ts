/** How attention may know positions: turned queries and keys, a slope, or a learned number for each distance. */
import { named, type Named, type Parameter } from '../parameter.js';
import type { AttentionArguments, AttentionBound } from './attention-layout.js';
import { positionChecked, positionTable } from './attention-positions.js';
import type { Requirement } from './layer.js';

/** Su et al. 2021 (rotary); Press et al. 2021 (alibi); Liu et al. 2021, Swin (window); Raffel et al. 2020, T5 (buckets). */
export const positionArguments = (): Parameter<Named | undefined> =>
  named(
    ['rotary', 'alibi', 'relative_position'],
    'position',
    'how positions are known: `rotary(base: 10000, width: 32)`, `alibi`, `relative_position(window: 7x7)`, `relative_position(buckets: 32, distance: 128)`',
    positionTable,
  );

export const positionRules: readonly Requirement<AttentionBound, AttentionArguments>[] = [
  {
    at: 'position',
    holds: (bound, a) => a.position === undefined || (positionChecked(bound, a)?.holds ?? true),
    says: (bound, a) => positionChecked(bound, a)?.says ?? '',
    instead: (bound, a) => positionChecked(bound, a)?.instead ?? [],
  },
];
