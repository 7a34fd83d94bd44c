/** Every declaration of this folder; written by `npm run generate`. */
import { constant } from './constant.js';
import { cosineRestarts } from './cosine-restarts.js';
import { cosine } from './cosine.js';
import { exponential } from './exponential.js';
import { inverseRoot } from './inverse-root.js';
import { linear } from './linear.js';
import { milestones } from './milestones.js';
import { oneCycle } from './one-cycle.js';
import { plateau } from './plateau.js';
import { polynomial } from './polynomial.js';
import { step } from './step.js';
import { warmup } from './warmup.js';

export const schedules = [
  constant,
  cosine,
  cosineRestarts,
  exponential,
  inverseRoot,
  linear,
  milestones,
  oneCycle,
  plateau,
  polynomial,
  step,
  warmup,
] as const;
