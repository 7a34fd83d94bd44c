/** Every declaration of this folder; written by `npm run generate`. */
import { binaryCrossEntropy } from './binary-cross-entropy.js';
import { contrastive } from './contrastive.js';
import { cosineDistance } from './cosine-distance.js';
import { crossEntropy } from './cross-entropy.js';
import { dice } from './dice.js';
import { distillation } from './distillation.js';
import { focal } from './focal.js';
import { gaussianNll } from './gaussian-nll.js';
import { hinge } from './hinge.js';
import { huber } from './huber.js';
import { klDivergence } from './kl-divergence.js';
import { klNormal } from './kl-normal.js';
import { mae } from './mae.js';
import { minimize } from './minimize.js';
import { mse } from './mse.js';
import { nll } from './nll.js';
import { poissonNll } from './poisson-nll.js';
import { triplet } from './triplet.js';

export const losses = [
  binaryCrossEntropy,
  contrastive,
  cosineDistance,
  crossEntropy,
  dice,
  distillation,
  focal,
  gaussianNll,
  hinge,
  huber,
  klDivergence,
  klNormal,
  mae,
  minimize,
  mse,
  nll,
  poissonNll,
  triplet,
] as const;
