/** Parameters for distances in a sequence that are told apart in buckets. */
import type { Dim } from '../../shape/dim.js';
import { count, optionalCount, type Parameter } from '../parameter.js';

export const bucketCount = (): Parameter<Dim | undefined> =>
  optionalCount('distances told apart: half of them each by itself, the others in growing stretches', { min: 4 });

export const farthest = (): Parameter<Dim> =>
  count('with buckets: from here on all distances are one', { min: 2, default: 128 });
