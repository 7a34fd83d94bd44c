/** Every declaration of this folder; written by `npm run generate`. */
import { abs } from './abs.js';
import { adaptiveAvgpool } from './adaptive-avgpool.js';
import { adaptiveMaxpool } from './adaptive-maxpool.js';
import { add } from './add.js';
import { alphaDropout } from './alpha-dropout.js';
import { attention } from './attention.js';
import { avgpool } from './avgpool.js';
import { batchnorm } from './batchnorm.js';
import { celu } from './celu.js';
import { channelDropout } from './channel-dropout.js';
import { classToken } from './class-token.js';
import { concat } from './concat.js';
import { conv } from './conv.js';
import { dense } from './dense.js';
import { depthwiseConv } from './depthwise-conv.js';
import { divide } from './divide.js';
import { dropPath } from './drop-path.js';
import { dropout } from './dropout.js';
import { elu } from './elu.js';
import { embeddingBag } from './embedding-bag.js';
import { embedding } from './embedding.js';
import { equal } from './equal.js';
import { exp } from './exp.js';
import { flatten } from './flatten.js';
import { gelu } from './gelu.js';
import { globalAvgpool } from './global-avgpool.js';
import { globalMaxpool } from './global-maxpool.js';
import { greater } from './greater.js';
import { groupnorm } from './groupnorm.js';
import { gru } from './gru.js';
import { hardsigmoid } from './hardsigmoid.js';
import { hardswish } from './hardswish.js';
import { hardtanh } from './hardtanh.js';
import { identity } from './identity.js';
import { instancenorm } from './instancenorm.js';
import { layernorm } from './layernorm.js';
import { leakyRelu } from './leaky-relu.js';
import { localResponseNorm } from './local-response-norm.js';
import { logSigmoid } from './log-sigmoid.js';
import { logSoftmax } from './log-softmax.js';
import { log } from './log.js';
import { lstm } from './lstm.js';
import { maximum } from './maximum.js';
import { maxpool } from './maxpool.js';
import { mean } from './mean.js';
import { minimum } from './minimum.js';
import { mish } from './mish.js';
import { multiply } from './multiply.js';
import { negate } from './negate.js';
import { notEqual } from './not-equal.js';
import { permute } from './permute.js';
import { positionEmbedding } from './position-embedding.js';
import { power } from './power.js';
import { reciprocal } from './reciprocal.js';
import { relu } from './relu.js';
import { relu6 } from './relu6.js';
import { reshape } from './reshape.js';
import { rmsnorm } from './rmsnorm.js';
import { rnn } from './rnn.js';
import { sampleNormal } from './sample-normal.js';
import { selu } from './selu.js';
import { sigmoid } from './sigmoid.js';
import { silu } from './silu.js';
import { softmax } from './softmax.js';
import { softmin } from './softmin.js';
import { softplus } from './softplus.js';
import { softsign } from './softsign.js';
import { split } from './split.js';
import { squareRoot } from './square-root.js';
import { square } from './square.js';
import { subtract } from './subtract.js';
import { take } from './take.js';
import { tanh } from './tanh.js';
import { tanhshrink } from './tanhshrink.js';
import { threshold } from './threshold.js';
import { transpose } from './transpose.js';
import { transposedConv } from './transposed-conv.js';
import { upsample } from './upsample.js';

export const layers = [
  abs,
  adaptiveAvgpool,
  adaptiveMaxpool,
  add,
  alphaDropout,
  attention,
  avgpool,
  batchnorm,
  celu,
  channelDropout,
  classToken,
  concat,
  conv,
  dense,
  depthwiseConv,
  divide,
  dropPath,
  dropout,
  elu,
  embedding,
  embeddingBag,
  equal,
  exp,
  flatten,
  gelu,
  globalAvgpool,
  globalMaxpool,
  greater,
  groupnorm,
  gru,
  hardsigmoid,
  hardswish,
  hardtanh,
  identity,
  instancenorm,
  layernorm,
  leakyRelu,
  localResponseNorm,
  log,
  logSigmoid,
  logSoftmax,
  lstm,
  maximum,
  maxpool,
  mean,
  minimum,
  mish,
  multiply,
  negate,
  notEqual,
  permute,
  positionEmbedding,
  power,
  reciprocal,
  relu,
  relu6,
  reshape,
  rmsnorm,
  rnn,
  sampleNormal,
  selu,
  sigmoid,
  silu,
  softmax,
  softmin,
  softplus,
  softsign,
  split,
  square,
  squareRoot,
  subtract,
  take,
  tanh,
  tanhshrink,
  threshold,
  transpose,
  transposedConv,
  upsample,
] as const;
