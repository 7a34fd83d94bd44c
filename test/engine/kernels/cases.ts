/** Inputs and attributes with which every operation is checked. */
import type { operations } from '../../../src/catalogue/operations/index.js';
import { Dim } from '../../../src/shape/dim.js';
import { all, dims, each, indices, pairs, type Case } from './check-op.js';
import { sequenceCases } from './sequence-cases.js';

export type OperationName = keyof typeof operations;

const image = each([4, 5, 6]);
const one = (shape: readonly number[], attributes: Case['attributes'] = {}): Case => ({
  inputs: [each(shape)],
  attributes,
});
const plain: readonly Case[] = [one([3, 4]), { inputs: [all([5])] }];
const with_ = (attributes: Case['attributes']): Case => one([3, 4], attributes);
const positive: readonly Case[] = [{ inputs: [each([3, 4], { low: 0.5, high: 3 })] }];
const twoOf = (low?: number): readonly Case[] => {
  const more = low === undefined ? {} : { low };
  return [
    { inputs: [each([3, 4]), each([3, 4], more)] },
    { inputs: [each([3, 4]), all([4], more)] },
    { inputs: [all([3, 1]), each([4], more)] },
    { inputs: [each([2, 3]), each([4, 1, 3], more)] },
    { inputs: [all([3]), all([], more)] },
  ];
};
const gradientOfActivation: readonly Case[] = [{ inputs: [each([3, 4]), each([3, 4], { low: -0.9, high: 0.9 })] }];

const conv1 = { stride: dims(1), padding: pairs([0, 0]), dilation: dims(1), groups: Dim.of(1) };
const conv2 = { stride: dims(2, 1), padding: pairs([1, 1], [0, 2]), dilation: dims(1, 2), groups: Dim.of(2) };
const strided = { stride: dims(2, 3), padding: pairs([1, 0], [2, 1]), dilation: dims(2, 1), groups: Dim.of(1) };
const conv3 = {
  stride: dims(1, 2, 1),
  padding: pairs([1, 0], [0, 0], [1, 1]),
  dilation: dims(1, 1, 1),
  groups: Dim.of(1),
};

const pool = {
  kernel: dims(2, 3),
  stride: dims(2, 2),
  padding: pairs([1, 1], [0, 1]),
  dilation: dims(1, 1),
  ceil: false,
};
const { dilation: _, ...mean } = pool;
const means: readonly Case['attributes'][] = [
  { ...mean, countPad: true },
  { ...mean, countPad: false, ceil: true },
  { ...mean, countPad: true, ceil: true },
  { ...mean, countPad: true, divisor: Dim.of(5) },
];

const unfolded = { kernel: dims(2, 2), stride: dims(2, 1), padding: pairs([1, 0], [0, 1]), dilation: dims(1, 2) };
const statistics = [all([4], { fixed: true }), all([4], { low: 0.5, fixed: true })];
const probabilities = { low: 0.1, high: 0.9 };
const reductions: readonly Case[] = [
  one([3, 4], { axes: [1], keep: false }),
  one([3, 4], { axes: [0, 1], keep: true }),
  { inputs: [all([3, 4])], attributes: { axes: [0], keep: false } },
];

export const cases: { readonly [K in OperationName]: readonly Case[] } = {
  conv: [
    { inputs: [each([2, 7]), all([3, 2, 3])], attributes: conv1 },
    { inputs: [image, all([6, 2, 3, 2])], attributes: conv2 },
    { inputs: [each([2, 5, 7]), all([5, 2, 2, 3])], attributes: strided },
    { inputs: [each([2, 2, 5, 3]), all([1, 2, 2, 3, 2])], attributes: conv3 },
  ],
  convInputGradient: [
    { inputs: [each([6, 3, 6]), all([6, 2, 3, 2])], attributes: { ...conv2, shape: dims(4, 5, 6) } },
    { inputs: [each([5, 2, 3]), all([5, 2, 2, 3])], attributes: { ...strided, shape: dims(2, 5, 7) } },
  ],
  convWeightGradient: [
    { inputs: [image, each([6, 3, 6])], attributes: { ...conv2, shape: dims(6, 2, 3, 2) } },
    { inputs: [each([2, 5, 7]), each([5, 2, 3])], attributes: { ...strided, shape: dims(5, 2, 2, 3) } },
  ],
  transposedConv: [
    { inputs: [each([2, 4]), all([2, 3, 3])], attributes: { ...conv1, outputPadding: dims(0) } },
    { inputs: [each([4, 3, 3]), all([4, 2, 2, 3])], attributes: { ...conv2, outputPadding: dims(1, 0) } },
    { inputs: [each([3, 2, 3]), all([3, 2, 2, 3])], attributes: { ...strided, outputPadding: dims(1, 2) } },
  ],
  dense: [{ inputs: [each([5]), all([3, 5])] }, { inputs: [each([4, 5]), all([3, 5])] }],
  denseInputGradient: [{ inputs: [each([4, 3]), all([3, 5])] }],
  denseWeightGradient: [{ inputs: [each([4, 5]), each([4, 3])] }],
  matmul: [
    { inputs: [each([3, 4]), each([4, 5])] },
    { inputs: [each([2, 4, 3]), each([5, 4])], attributes: { transposeA: true, transposeB: true } },
    { inputs: [each([3, 4]), all([5, 4])], attributes: { transposeB: true } },
    { inputs: [all([4, 3]), each([2, 4, 5])], attributes: { transposeA: true } },
  ],
  addBias: [
    { inputs: [each([3, 4]), all([3])], attributes: { axis: 0 } },
    { inputs: [each([3, 4]), all([4])], attributes: { axis: 1 } },
  ],
  biasGradient: [one([3, 4], { axis: 0 }), one([3, 4], { axis: 1 })],
  unfold: [one([2, 4, 5], unfolded)],
  fold: [one([8, 8], { ...unfolded, size: dims(4, 4) })],
  maxpool: [
    one([2, 5, 6], pool),
    one([2, 6, 7], { ...pool, ceil: true }),
    one([2, 7, 7], { ...pool, dilation: dims(2, 2) }),
  ],
  adaptiveMaxpool: [one([2, 5, 7], { size: dims(2, 3) })],
  fractionalMaxpool: [one([2, 6, 7], { kernel: dims(2, 2), size: dims(3, 4) })],
  gridSample: [
    {
      inputs: [each([2, 3, 4]), each([2, 3, 2], { low: -1.2, high: 1.3 })],
      attributes: { border: 'zeros', align: false },
    },
    {
      inputs: [each([2, 3, 4]), all([5, 1, 2], { low: -1.4, high: 1.1 })],
      attributes: { border: 'replicate', align: true },
    },
  ],
  affineGrid: [one([2, 3], { size: dims(3, 2), align: false }), one([2, 3], { size: dims(2, 4), align: true })],
  masked: [{ inputs: [all([3, 2]), all([3, 2], { fixed: true })] }],
  pickEntries: [
    one([4, 3], { axis: 0, places: [2, 0, 2] }),
    { inputs: [all([2, 3])], attributes: { axis: 1, places: [1] } },
  ],
  placeEntries: [one([3, 2], { axis: 0, places: [3, 1, 3], size: Dim.of(4) })],
  planeScatter: [{ inputs: [each([2, 2, 3]), indices([2, 2, 3], 12)], attributes: { shape: dims(2, 3, 4) } }],
  planeGather: [{ inputs: [each([2, 3, 4]), indices([2, 5], 12)] }],
  avgpool: means.map(attributes => one([2, 6, 6], attributes)),
  avgpoolGradient: [
    { inputs: [each([2, 4, 3])], attributes: { ...means[0], shape: dims(2, 6, 6) } },
    { inputs: [each([2, 4, 3])], attributes: { ...means[1], shape: dims(2, 6, 6) } },
  ],
  adaptiveAvgpool: [one([2, 5, 7], { size: dims(2, 3) })],
  adaptiveAvgpoolGradient: [one([2, 2, 3], { size: dims(2, 3), shape: dims(2, 5, 7) })],
  globalAvgpool: [one([3, 2, 4])],
  lpPool: [
    one([2, 5, 5], { power: 2, kernel: dims(2, 2), stride: dims(2, 2), ceil: true }),
    { inputs: [each([2, 6], { low: 0.5 })], attributes: { power: 3, kernel: dims(3), stride: dims(1), ceil: false } },
  ],
  batchNorm: [
    {
      inputs: [each([4, 3]), all([4]), all([4]), ...statistics],
      attributes: { eps: 1e-3, momentum: 0.1, axis: 0 },
      batch: 3,
      reaching: [0],
    },
    {
      inputs: [each([3, 4]), undefined, undefined, ...statistics],
      attributes: { eps: 0.1, momentum: 0.3, axis: 1 },
      reaching: [0],
    },
  ],
  batchNormGradient: [
    {
      inputs: [each([4, 3]), all([4]), each([4, 3]), ...statistics],
      build: (op, [x, weight, g, mean, variance]) => {
        const [, , , m, s] = op.batchNorm(x!, weight, undefined, mean!, variance!, {
          eps: 0.01,
          momentum: 0.1,
          axis: 0,
        });
        return op.batchNormGradient(x!, weight, m, s, g!, { eps: 0.01, axis: 0 });
      },
    },
  ],
  batchNormInference: [
    { inputs: [each([4, 3]), all([4]), all([4]), ...statistics], attributes: { eps: 1e-3, axis: 0 } },
    { inputs: [each([3, 4]), undefined, undefined, ...statistics], attributes: { eps: 1e-3, axis: 1 } },
  ],
  layerNorm: [
    { inputs: [each([3, 5]), all([5]), all([5])], attributes: { axes: [1], eps: 1e-3 } },
    { inputs: [each([3, 2, 2]), all([3, 2]), undefined], attributes: { axes: [0, 2], eps: 1e-3 } },
    { inputs: [each([4]), undefined, undefined], attributes: { axes: [0], eps: 1e-3 } },
  ],
  layerNormGradient: [
    { inputs: [each([3, 5]), all([5]), each([3, 5])], attributes: { axes: [1], eps: 0.01 } },
    { inputs: [each([3, 4]), undefined, each([3, 4])], attributes: { axes: [0], eps: 0.01 } },
  ],
  groupNorm: [
    { inputs: [each([4, 3]), all([4]), all([4])], attributes: { groups: Dim.of(2), eps: 1e-3 } },
    { inputs: [each([4, 2, 2]), undefined, undefined], attributes: { groups: Dim.of(4), eps: 1e-3, instance: true } },
  ],
  groupNormGradient: [
    { inputs: [each([4, 3]), all([4]), each([4, 3])], attributes: { groups: Dim.of(2), eps: 0.01 } },
    { inputs: [each([4, 3]), undefined, each([4, 3])], attributes: { groups: Dim.of(1), eps: 0.01 } },
  ],
  rmsNorm: [
    { inputs: [each([3, 5]), all([5])], attributes: { axes: [1], eps: 1e-3 } },
    { inputs: [each([3, 4]), undefined], attributes: { axes: [0, 1], eps: 1e-3 } },
  ],
  localResponseNorm: [
    one([5, 2, 2], { size: Dim.of(3), alpha: 0.7, beta: 0.75, k: 1.5 }),
    one([4, 3], { size: Dim.of(4), alpha: 0.7, beta: 0.6, k: 2 }),
  ],
  relu: plain,
  reluGradient: gradientOfActivation,
  relu6: [{ inputs: [each([3, 4], { low: -3, high: 9 })] }],
  tanh: plain,
  tanhGradient: gradientOfActivation,
  sigmoid: plain,
  sigmoidGradient: gradientOfActivation,
  normalCdf: [{ inputs: [each([3, 4], { low: -5, high: 5 })] }],
  gelu: [with_({ approximate: false }), with_({ approximate: true })],
  silu: plain,
  mish: plain,
  elu: [with_({ alpha: 1.3 })],
  selu: plain,
  celu: [with_({ alpha: 0.7 })],
  leakyRelu: [with_({ slope: 0.2 })],
  hardtanh: [with_({ low: -0.5, high: 1.5 })],
  hardsigmoid: [{ inputs: [each([3, 4], { low: -5, high: 5 })] }],
  hardswish: [{ inputs: [each([3, 4], { low: -5, high: 5 })] }],
  softplus: [with_({ beta: 2, threshold: 20 }), with_({ beta: 3, threshold: 2 })],
  softsign: plain,
  logSigmoid: plain,
  tanhshrink: plain,
  hardshrink: [with_({ bound: 0.5 })],
  softshrink: [with_({ bound: 0.5 })],
  threshold: [with_({ threshold: 0.3, value: -7 })],
  prelu: [
    { inputs: [each([3, 4]), all([1])], attributes: { axis: 0 } },
    { inputs: [each([3, 4]), all([4])], attributes: { axis: 1 } },
  ],
  glu: [one([4, 3], { axis: 0 }), one([3, 4], { axis: 1 })],
  exp: plain,
  log: positive,
  sin: plain,
  cos: plain,
  abs: plain,
  sign: plain,
  floor: plain,
  square: plain,
  sqrt: positive,
  reciprocal: positive,
  negate: plain,
  power: [
    { inputs: [each([3, 4], { low: 0.5, high: 3 })], attributes: { exponent: -1.5 } },
    with_({ exponent: 3 }),
    with_({ exponent: 0 }),
  ],
  clamp: [with_({ low: -1, high: 0.5 }), with_({ low: 0, high: Infinity })],
  between: [with_({ low: -1, high: 0.5, closed: true })],
  scaleBy: [with_({ by: 2.5 }), with_({ by: Dim.ratio(1, 3) })],
  addConstant: [with_({ constant: -2 })],
  cast: [
    with_({ dtype: 'float32' }),
    with_({ dtype: 'bool' }),
    { inputs: [indices([3], 5)], attributes: { dtype: 'float' } },
  ],
  stopGradient: [{ ...one([3]), factor: 0 }],
  reverseGradient: [{ ...one([3], { scale: 0.5 }), factor: -0.5 }],
  add: twoOf(),
  subtract: twoOf(),
  multiply: twoOf(),
  divide: twoOf(0.5),
  maximum: twoOf(),
  minimum: twoOf(),
  equal: [{ inputs: [indices([9], 3), indices([9], 3)] }, { inputs: [each([3, 2]), all([2])] }],
  notEqual: [{ inputs: [indices([9], 3), all([], { dtype: 'int64', low: 0, fixed: true })] }],
  greater: twoOf(),
  where: [
    { inputs: [indices([3, 4], 2, { dtype: 'bool' }), each([3, 4]), each([3, 4])] },
    { inputs: [all([3, 4], { dtype: 'bool', low: 0, fixed: true }), each([4]), all([])] },
  ],
  softmax: [one([3, 4], { axis: 0 }), one([3, 4], { axis: 1 })],
  logSoftmax: [one([3, 4], { axis: 0 }), one([3, 4], { axis: 1 })],
  reduceSum: reductions,
  reduceMean: reductions,
  reduceMax: reductions,
  reduceMin: reductions,
  argmax: [one([3, 4], { axis: 0 }), one([3, 4], { axis: 1 })],
  sumOverBatch: [{ ...one([3]), batch: 4 }],
  meanOverBatch: [{ ...one([3]), batch: 4 }],
  spreadOverBatch: [
    { inputs: [all([3])], attributes: { mean: true }, batch: 4 },
    { inputs: [all([3])], attributes: { mean: false } },
  ],
  constant: [{ inputs: [], attributes: { value: 3, shape: dims(2, 3), batched: true } }],
  normal: [{ inputs: [], attributes: { shape: dims(5), batched: true } }],
  uniform: [{ inputs: [], attributes: { shape: dims(5), batched: false } }],
  randomInteger: [{ inputs: [], attributes: { shape: dims(5), batched: true, below: 4 } }],
  dropout: [with_({ p: 0.4, channel: false }), with_({ p: 0.5, channel: true }), with_({ p: 1, channel: false })],
  dropPath: [{ ...with_({ p: 0.5 }), batch: 5 }],
  causalMask: [{ inputs: [], attributes: { queries: Dim.of(3), keys: Dim.of(4) } }],
  embedding: [{ inputs: [indices([4], 5), all([5, 3])] }, { inputs: [indices([], 5), all([5, 3])] }],
  embeddingGradient: [
    { inputs: [indices([4], 5), each([4, 3])], attributes: { shape: dims(5, 3) } },
    { inputs: [indices([8], 3), each([8, 2])], attributes: { shape: dims(3, 2), padding: 1 } },
  ],
  oneHot: [{ inputs: [indices([4], 5)], attributes: { classes: Dim.of(5) } }],
  reshape: [one([3, 4], { shape: dims(2, 6) })],
  permute: [one([2, 3, 4], { order: [2, 0, 1] }), { inputs: [all([2, 3])], attributes: { order: [1, 0] } }],
  slice: [
    one([3, 7], { axis: 1, from: Dim.of(1), to: Dim.of(6), step: Dim.of(2) }),
    one([5, 2], { axis: 0, from: Dim.of(2), to: Dim.of(5), step: Dim.of(1) }),
  ],
  sliceGradient: [one([3, 3], { axis: 1, from: Dim.of(1), to: Dim.of(6), step: Dim.of(2), size: Dim.of(7) })],
  expand: [one([3, 1], { shape: dims(3, 4) }), one([3], { shape: dims(2, 3) })],
  concat: [
    { inputs: [each([2, 3]), each([4, 3]), each([1, 3])], attributes: { axis: 0 } },
    { inputs: [each([2, 3]), all([2, 1])], attributes: { axis: 1 } },
    { inputs: [each([2])], attributes: { axis: 0 } },
  ],
  pad: ['zeros', 'reflect', 'replicate', 'circular'].map(mode =>
    one([2, 4, 5], { amounts: pairs([0, 0], [1, 2], [3, 0]), mode, ...(mode === 'zeros' ? { value: 1.5 } : {}) }),
  ),
  padGradient: ['zeros', 'reflect', 'replicate', 'circular'].map(mode =>
    one([2, 7, 8], { amounts: pairs([0, 0], [1, 2], [3, 0]), mode, shape: dims(2, 4, 5) }),
  ),
  roll: [one([3, 4], { shift: dims(1, -2), axes: [0, 1] })],
  flip: [one([3, 4], { axes: [0] }), one([2, 3, 2], { axes: [0, 2] })],
  upsample: [
    one([2, 3], { size: dims(7), mode: 'nearest', align: false }),
    one([2, 3], { size: dims(7), mode: 'linear', align: false }),
    one([1, 3, 2], { size: dims(5, 4), mode: 'bilinear', align: true }),
    one([1, 3, 3], { size: dims(5, 4), mode: 'bicubic', align: false, scales: [1.8, 1.5] }),
    one([1, 2, 2, 2], { size: dims(3, 3, 4), mode: 'trilinear', align: false }),
  ],
  upsampleGradient: [
    one([1, 5, 4], { size: dims(5, 4), from: dims(3, 2), mode: 'bilinear', align: true }),
    one([2, 7], { size: dims(7), from: dims(3), mode: 'nearest', align: false }),
  ],
  deformableConv: [
    {
      inputs: [each([4, 4, 3]), each([16, 3, 4]), all([6, 2, 2, 2]), each([8, 3, 4])],
      attributes: { ...conv2, dilation: dims(1, 1) },
    },
  ],
  selectiveScan: [
    {
      inputs: [
        each([4, 3]),
        each([4, 3], { low: 0.1 }),
        each([4, 2]),
        each([4, 2]),
        all([3, 2], { low: -1, high: -0.2 }),
      ],
    },
  ],
  weightNorm: [{ inputs: [all([3, 4, 2]), all([3, 1, 1])] }],
  ...sequenceCases,
  crossEntropy: [
    { inputs: [each([4]), indices([], 4)], batch: 3 },
    {
      inputs: [each([4, 2, 3]), indices([2, 3], 4), all([4], { low: 0.5, fixed: true })],
      attributes: { smoothing: 0.1 },
    },
    { inputs: [each([4, 5]), indices([5], 4)], attributes: { ignore: 2 } },
    { inputs: [each([4]), each([4], { ...probabilities, fixed: true })], attributes: { smoothing: 0.2 } },
  ],
  crossEntropyGradient: [
    { inputs: [each([4]), indices([], 4), undefined, all([])], batch: 3 },
    {
      inputs: [each([4, 2]), indices([2], 4), all([4], { low: 0.5, fixed: true }), all([])],
      attributes: { smoothing: 0.1, ignore: 1 },
    },
  ],
  nll: [
    { inputs: [each([4]), indices([], 4)] },
    { inputs: [each([4, 5]), indices([5], 4), all([4], { low: 0.5, fixed: true })], attributes: { ignore: 0 } },
  ],
  crossEntropyShares: [{ inputs: [indices([3], 4)], attributes: { classes: Dim.of(4), smoothing: 0.1 } }],
  mse: [{ inputs: [each([3, 2]), each([3, 2])] }, { inputs: [each([3]), all([])] }],
  l1: [{ inputs: [each([3, 2]), each([3, 2])] }],
  huber: [{ inputs: [each([3, 2]), each([3, 2])], attributes: { delta: 0.8 } }],
  binaryCrossEntropy: [
    { inputs: [each([3]), each([3], probabilities)], attributes: { logits: true } },
    { inputs: [each([3], probabilities), each([3], probabilities)], attributes: { logits: false } },
  ],
  klDivergence: [
    { inputs: [each([4]), each([4], probabilities)], attributes: { log: false } },
    { inputs: [each([4]), each([4])], attributes: { log: true } },
  ],
};
