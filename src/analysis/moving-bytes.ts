/** What moving the weights needs beside them, their gradients and the optimizer's state (docs/memory.md). */
import { detailsOf } from '../catalogue/details.js';
import type { ChosenOptimizer } from './optimizer-state.js';

/** Step counters and factors on the way. */
const SCALARS = 64;

/** At most so many bytes while an optimizer moves weights of these sizes, one after the other. */
export function movingBytes({ optimizer, args }: ChosenOptimizer, weights: readonly number[]): number {
  const moves = detailsOf('optimizer', optimizer).moves(args);
  const [largest = 0, next = 0] = [...weights].sort((a, b) => b - a);
  if ('all' in moves) return SCALARS + moves.all * weights.reduce((sum, bytes) => sum + bytes, 0);
  const { own, before = 0 } = moves;
  return SCALARS + Math.max(own * largest + before * next, own * next + before * largest);
}
