/** Every declaration of this folder; written by `npm run generate`. */
import { agreeByChance } from './agree-by-chance.js';
import { biasBeforeNorm } from './bias-before-norm.js';
import { budgetExceeded } from './budget-exceeded.js';
import { dataShape } from './data-shape.js';
import { deadStep } from './dead-step.js';
import { denseOnMap } from './dense-on-map.js';
import { dropoutBeforeBatchnorm } from './dropout-before-batchnorm.js';
import { dyingRelu } from './dying-relu.js';
import { evenKernelSame } from './even-kernel-same.js';
import { expensiveConv } from './expensive-conv.js';
import { joinedWithItself } from './joined-with-itself.js';
import { largeKernel } from './large-kernel.js';
import { learningRateTooLarge } from './learning-rate-too-large.js';
import { learningRateTooSmall } from './learning-rate-too-small.js';
import { linearAfterLinear } from './linear-after-linear.js';
import { logSoftmaxBeforeCrossEntropy } from './log-softmax-before-cross-entropy.js';
import { oneValuePerChannel } from './one-value-per-channel.js';
import { oversizedDense } from './oversized-dense.js';
import { plainDeepStack } from './plain-deep-stack.js';
import { positionsAsChannels } from './positions-as-channels.js';
import { reluBeforeRegression } from './relu-before-regression.js';
import { saturatingStack } from './saturating-stack.js';
import { smallReceptiveField } from './small-receptive-field.js';
import { softmaxBeforeCrossEntropy } from './softmax-before-cross-entropy.js';
import { squaredErrorForClasses } from './squared-error-for-classes.js';
import { tooFewOutputs } from './too-few-outputs.js';
import { tooManyOutputs } from './too-many-outputs.js';
import { unreachableOutput } from './unreachable-output.js';
import { unreadBorder } from './unread-border.js';
import { unusedName } from './unused-name.js';

export const lints = [
  agreeByChance,
  biasBeforeNorm,
  budgetExceeded,
  dataShape,
  deadStep,
  denseOnMap,
  dropoutBeforeBatchnorm,
  dyingRelu,
  evenKernelSame,
  expensiveConv,
  joinedWithItself,
  largeKernel,
  learningRateTooLarge,
  learningRateTooSmall,
  linearAfterLinear,
  logSoftmaxBeforeCrossEntropy,
  oneValuePerChannel,
  oversizedDense,
  plainDeepStack,
  positionsAsChannels,
  reluBeforeRegression,
  saturatingStack,
  smallReceptiveField,
  softmaxBeforeCrossEntropy,
  squaredErrorForClasses,
  tooFewOutputs,
  tooManyOutputs,
  unreachableOutput,
  unreadBorder,
  unusedName,
] as const;
