/** Every declaration of this folder; written by `npm run generate`. */
import { adadelta } from './adadelta.js';
import { adafactor } from './adafactor.js';
import { adagrad } from './adagrad.js';
import { adam } from './adam.js';
import { adamax } from './adamax.js';
import { adamw } from './adamw.js';
import { asgd } from './asgd.js';
import { lbfgs } from './lbfgs.js';
import { lion } from './lion.js';
import { nadam } from './nadam.js';
import { radam } from './radam.js';
import { rmsprop } from './rmsprop.js';
import { rprop } from './rprop.js';
import { sgd } from './sgd.js';

export const optimizers = [
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw,
  asgd,
  lbfgs,
  lion,
  nadam,
  radam,
  rmsprop,
  rprop,
  sgd,
] as const;
