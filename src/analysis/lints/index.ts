/** Every declaration of this folder; written by `npm run generate`. */
import { biasBeforeNorm } from './bias-before-norm.js';
import { denseOnMap } from './dense-on-map.js';
import { dropoutBeforeBatchnorm } from './dropout-before-batchnorm.js';
import { evenKernelSame } from './even-kernel-same.js';
import { expensiveConv } from './expensive-conv.js';
import { largeKernel } from './large-kernel.js';
import { linearAfterLinear } from './linear-after-linear.js';
import { logSoftmaxBeforeCrossEntropy } from './log-softmax-before-cross-entropy.js';
import { oneValuePerChannel } from './one-value-per-channel.js';
import { oversizedDense } from './oversized-dense.js';
import { reluBeforeRegression } from './relu-before-regression.js';
import { softmaxBeforeCrossEntropy } from './softmax-before-cross-entropy.js';
import { squaredErrorForClasses } from './squared-error-for-classes.js';
import { unreadBorder } from './unread-border.js';

export const lints = [
  biasBeforeNorm,
  denseOnMap,
  dropoutBeforeBatchnorm,
  evenKernelSame,
  expensiveConv,
  largeKernel,
  linearAfterLinear,
  logSoftmaxBeforeCrossEntropy,
  oneValuePerChannel,
  oversizedDense,
  reluBeforeRegression,
  softmaxBeforeCrossEntropy,
  squaredErrorForClasses,
  unreadBorder,
] as const;
