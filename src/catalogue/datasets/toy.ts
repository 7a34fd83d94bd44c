/** What the made-up problems with two inputs share: their parameters and their fields. */
import { Dim } from '../../shape/dim.js';
import { count, real, type DataFacts } from './dataset.js';

export const TOY_LICENCE = 'none needed: made by Netwright from its seed';

export const toyParameters = (noise: number) => ({
  samples: count('number of points, all classes together', { min: 10, max: 1e6, default: 1000 }),
  noise: real('deviation of the normal noise on each coordinate', { min: 0, default: noise }),
  seed: count('another seed gives other points', { min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
});

/** A fifth is held back, as the reader does. */
export function toyFacts(samples: Dim, classes: number): DataFacts {
  const total = samples.value;
  const validation = Math.round(total / 5);
  return {
    fields: [
      { name: 'features', shape: [Dim.of(2)], dtype: 'float' },
      { name: 'label', shape: [], dtype: 'int64', ...(Number.isNaN(classes) ? {} : { classes }) },
    ],
    ...(Number.isNaN(total) ? {} : { samples: { train: total - validation, validation } }),
  };
}
