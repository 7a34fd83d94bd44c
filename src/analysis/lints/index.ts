/** Every declaration of this folder; written by `npm run generate`. */
import { biasBeforeNorm } from './bias-before-norm.js';

export const lints = [biasBeforeNorm] as const;
