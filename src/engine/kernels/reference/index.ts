/** Every plain kernel, by the name of its operation. */
import type { KernelTable } from '../kernel.js';
import * as activation from './activation.js';
import { attention, attentionWithWeights } from './attention.js';
import * as averagePooling from './average-pooling.js';
import * as batchNorm from './batch-norm.js';
import * as convolution from './convolution.js';
import * as crossEntropy from './cross-entropy.js';
import { deformableConv } from './deformable-convolution.js';
import * as dense from './dense.js';
import * as elementWise from './element-wise.js';
import * as embedding from './embedding.js';
import * as entries from './entries.js';
import { affineGrid, gridSample } from './grid-sampling.js';
import { concat, flip, pad, padGradient, roll } from './join.js';
import * as layerNorm from './layer-norm.js';
import * as losses from './losses.js';
import * as maxPooling from './max-pooling.js';
import * as recurrent from './recurrent.js';
import * as reduce from './reduce.js';
import { selectiveScan } from './selective-scan.js';
import { logSoftmax, softmax } from './softmax.js';
import * as source from './source.js';
import * as unfold from './unfold.js';
import * as upsample from './upsample.js';
import * as view from './view.js';
import { weightNorm } from './weight-norm.js';

export const referenceKernels: KernelTable = {
  ...activation,
  attention,
  attentionWithWeights,
  ...averagePooling,
  ...batchNorm,
  concat,
  ...convolution,
  ...crossEntropy,
  deformableConv,
  ...dense,
  ...elementWise,
  ...embedding,
  ...entries,
  affineGrid,
  gridSample,
  ...layerNorm,
  logSoftmax,
  ...losses,
  ...maxPooling,
  pad,
  padGradient,
  ...recurrent,
  ...reduce,
  roll,
  flip,
  selectiveScan,
  softmax,
  ...source,
  ...unfold,
  ...upsample,
  ...view,
  weightNorm,
};
