/** Every declaration of this folder; written by `npm run generate`. */
import { abs } from './abs.js';
import { adaptiveAvgpool } from './adaptive-avgpool.js';
import { adaptiveMaxpool } from './adaptive-maxpool.js';
import { add } from './add.js';
import { affineGrid } from './affine-grid.js';
import { alphaDropout } from './alpha-dropout.js';
import { attention } from './attention.js';
import { avgpool } from './avgpool.js';
import { batchnorm } from './batchnorm.js';
import { bilinear } from './bilinear.js';
import { celu } from './celu.js';
import { channelDropout } from './channel-dropout.js';
import { channelShuffle } from './channel-shuffle.js';
import { clamp } from './clamp.js';
import { classToken } from './class-token.js';
import { concat } from './concat.js';
import { constant } from './constant.js';
import { conv } from './conv.js';
import { cos } from './cos.js';
import { cosineSimilarity } from './cosine-similarity.js';
import { crop } from './crop.js';
import { deformableConv } from './deformable-conv.js';
import { dense } from './dense.js';
import { depthwiseConv } from './depthwise-conv.js';
import { divide } from './divide.js';
import { dropPath } from './drop-path.js';
import { dropout } from './dropout.js';
import { einsum } from './einsum.js';
import { elu } from './elu.js';
import { embeddingBag } from './embedding-bag.js';
import { embedding } from './embedding.js';
import { equal } from './equal.js';
import { exp } from './exp.js';
import { flatten } from './flatten.js';
import { flip } from './flip.js';
import { fold } from './fold.js';
import { fractionalMaxpool } from './fractional-maxpool.js';
import { gelu } from './gelu.js';
import { globalAvgpool } from './global-avgpool.js';
import { globalMaxpool } from './global-maxpool.js';
import { glu } from './glu.js';
import { greater } from './greater.js';
import { gridSample } from './grid-sample.js';
import { groupnorm } from './groupnorm.js';
import { gruCell } from './gru-cell.js';
import { gru } from './gru.js';
import { hardshrink } from './hardshrink.js';
import { hardsigmoid } from './hardsigmoid.js';
import { hardswish } from './hardswish.js';
import { hardtanh } from './hardtanh.js';
import { identity } from './identity.js';
import { instancenorm } from './instancenorm.js';
import { layernorm } from './layernorm.js';
import { leakyRelu } from './leaky-relu.js';
import { less } from './less.js';
import { localResponseNorm } from './local-response-norm.js';
import { logSigmoid } from './log-sigmoid.js';
import { logSoftmax } from './log-softmax.js';
import { log } from './log.js';
import { lppool } from './lppool.js';
import { lstmCell } from './lstm-cell.js';
import { lstm } from './lstm.js';
import { matmul } from './matmul.js';
import { maxUnpool } from './max-unpool.js';
import { maximum } from './maximum.js';
import { maxout } from './maxout.js';
import { maxpool } from './maxpool.js';
import { mean } from './mean.js';
import { mergeWindows } from './merge-windows.js';
import { minimum } from './minimum.js';
import { mish } from './mish.js';
import { mixture } from './mixture.js';
import { multiply } from './multiply.js';
import { negate } from './negate.js';
import { normal } from './normal.js';
import { normalize } from './normalize.js';
import { notEqual } from './not-equal.js';
import { pad } from './pad.js';
import { pairwiseDistance } from './pairwise-distance.js';
import { parameter } from './parameter.js';
import { permute } from './permute.js';
import { pick } from './pick.js';
import { pixelShuffle } from './pixel-shuffle.js';
import { pixelUnshuffle } from './pixel-unshuffle.js';
import { positionBias } from './position-bias.js';
import { positionEmbedding } from './position-embedding.js';
import { positionEncoding } from './position-encoding.js';
import { power } from './power.js';
import { prelu } from './prelu.js';
import { quantize } from './quantize.js';
import { randomInteger } from './random-integer.js';
import { rbf } from './rbf.js';
import { reciprocal } from './reciprocal.js';
import { recurrent } from './recurrent.js';
import { reduce } from './reduce.js';
import { relu } from './relu.js';
import { relu6 } from './relu6.js';
import { reshape } from './reshape.js';
import { reverseGradient } from './reverse-gradient.js';
import { rmsnorm } from './rmsnorm.js';
import { rnnCell } from './rnn-cell.js';
import { rnn } from './rnn.js';
import { roiAlign } from './roi-align.js';
import { roll } from './roll.js';
import { sampleNormal } from './sample-normal.js';
import { scale } from './scale.js';
import { scan } from './scan.js';
import { selectiveScan } from './selective-scan.js';
import { selu } from './selu.js';
import { shiftedWindows } from './shifted-windows.js';
import { sigmoid } from './sigmoid.js';
import { silu } from './silu.js';
import { sin } from './sin.js';
import { sinusoidal } from './sinusoidal.js';
import { softmax } from './softmax.js';
import { softmin } from './softmin.js';
import { softplus } from './softplus.js';
import { softshrink } from './softshrink.js';
import { softsign } from './softsign.js';
import { split } from './split.js';
import { squareRoot } from './square-root.js';
import { square } from './square.js';
import { squeeze } from './squeeze.js';
import { stack } from './stack.js';
import { stopGradient } from './stop-gradient.js';
import { subtract } from './subtract.js';
import { take } from './take.js';
import { tanh } from './tanh.js';
import { tanhshrink } from './tanhshrink.js';
import { threshold } from './threshold.js';
import { transpose } from './transpose.js';
import { transposedConv } from './transposed-conv.js';
import { unfold } from './unfold.js';
import { uniform } from './uniform.js';
import { upsample } from './upsample.js';
import { windowsLayer } from './windows.js';

export const layers = [
  abs,
  adaptiveAvgpool,
  adaptiveMaxpool,
  add,
  affineGrid,
  alphaDropout,
  attention,
  avgpool,
  batchnorm,
  bilinear,
  celu,
  channelDropout,
  channelShuffle,
  clamp,
  classToken,
  concat,
  constant,
  conv,
  cos,
  cosineSimilarity,
  crop,
  deformableConv,
  dense,
  depthwiseConv,
  divide,
  dropPath,
  dropout,
  einsum,
  elu,
  embedding,
  embeddingBag,
  equal,
  exp,
  flatten,
  flip,
  fold,
  fractionalMaxpool,
  gelu,
  globalAvgpool,
  globalMaxpool,
  glu,
  greater,
  gridSample,
  groupnorm,
  gru,
  gruCell,
  hardshrink,
  hardsigmoid,
  hardswish,
  hardtanh,
  identity,
  instancenorm,
  layernorm,
  leakyRelu,
  less,
  localResponseNorm,
  log,
  logSigmoid,
  logSoftmax,
  lppool,
  lstm,
  lstmCell,
  matmul,
  maxUnpool,
  maximum,
  maxout,
  maxpool,
  mean,
  mergeWindows,
  minimum,
  mish,
  mixture,
  multiply,
  negate,
  normal,
  normalize,
  notEqual,
  pad,
  pairwiseDistance,
  parameter,
  permute,
  pick,
  pixelShuffle,
  pixelUnshuffle,
  positionBias,
  positionEmbedding,
  positionEncoding,
  power,
  prelu,
  quantize,
  randomInteger,
  rbf,
  reciprocal,
  recurrent,
  reduce,
  relu,
  relu6,
  reshape,
  reverseGradient,
  rmsnorm,
  rnn,
  rnnCell,
  roiAlign,
  roll,
  sampleNormal,
  scale,
  scan,
  selectiveScan,
  selu,
  shiftedWindows,
  sigmoid,
  silu,
  sin,
  sinusoidal,
  softmax,
  softmin,
  softplus,
  softshrink,
  softsign,
  split,
  square,
  squareRoot,
  squeeze,
  stack,
  stopGradient,
  subtract,
  take,
  tanh,
  tanhshrink,
  threshold,
  transpose,
  transposedConv,
  unfold,
  uniform,
  upsample,
  windowsLayer,
] as const;
