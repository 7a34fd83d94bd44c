/** The largest batch with which a training step still fits a number of bytes. */

/** Beyond this no batch is looked for: a step that fits such a one does not grow with it. */
export const mostSamples = 2 ** 31;

/**
 * `need` gives the bytes of a batch, which never shrink as it grows; undefined where they are unknown. Bytes grow almost
 * evenly, so a line through the first two batches lands close, and a handful of calls is enough.
 */
export function largestBatch(need: (batch: number) => number | undefined, limit: number): number | undefined {
  const [one, two] = [need(1), need(2)];
  if (one === undefined || two === undefined) return undefined;
  if (one > limit) return 0;
  const slope = two - one;
  const fits = (batch: number): boolean => (need(batch) ?? Infinity) <= limit;
  const guess = slope <= 0 ? mostSamples : 1 + Math.floor((limit - one) / slope);
  let low = 1;
  let high = Math.max(2, Math.min(mostSamples, guess));
  // From the guess outwards, by steps that double, until one fits and one does not.
  for (let step = 1; fits(high); step *= 2) {
    if (high >= mostSamples) return mostSamples;
    low = high;
    high = Math.min(mostSamples, high + step);
  }
  for (let step = 1; high - low > step; step *= 2) {
    const below = high - step;
    if (fits(below)) {
      low = below;
      break;
    }
    high = below;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
