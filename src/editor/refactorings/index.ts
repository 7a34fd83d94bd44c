/** All refactorings: a new one is a file beside this one and a line here. */
import { denseHead } from './dense-head.js';
import { extractBlock } from './extract-block.js';
import { inlineBlock } from './inline-block.js';
import { namePoint } from './name-point.js';
import { repeatSteps } from './repeat-steps.js';
import { swapNorm } from './swap-norm.js';
import { wrapResidual } from './wrap-residual.js';
import type { Refactoring } from './refactoring.js';

export const refactorings: readonly Refactoring[] = [
  extractBlock,
  inlineBlock,
  namePoint,
  repeatSteps,
  wrapResidual,
  denseHead,
  swapNorm,
];
