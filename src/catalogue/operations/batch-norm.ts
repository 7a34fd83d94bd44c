/** Batch normalization, by the batch's own mean and deviation in training and by running ones in inference. */
import type { Builder } from './builder.js';
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { alongAxis, arriving, axesBut, ifNeeded, shaped, sizeAt, tensor, typeAt, valueAt } from './rules.js';

const source = 'Ioffe & Szegedy 2015, Batch normalization';

/** `momentum`: share of the new statistics in the running ones. `axis`: position of the channel, from 0. */
export type BatchNormAttributes = { readonly eps: number; readonly momentum: number; readonly axis: number };

export type BatchNormInputs = [
  x: Value,
  weight: Value | undefined,
  bias: Value | undefined,
  mean: Value,
  variance: Value,
];
type BatchNormResults = readonly [y: Value, mean: Value, variance: Value, savedMean: Value, savedDeviation: Value];

/** Running variances take the batch's unbiased one, as PyTorch does. */
export const batchNorm: OperationOf<BatchNormAttributes, BatchNormInputs, BatchNormResults> = defineOperation({
  name: 'batchNorm',
  autocast: () => 'like first',
  eagerBackward: 'kernel',
  summary:
    'Each channel less its mean over the batch, over its deviation; also new running statistics and the two numbers.',
  source,
  inputs: ['x', 'weight?', 'bias?', 'mean', 'variance'],
  traits: ['keeps-channels-last'],
  types(inputs, { axis }) {
    const x = typeAt(inputs, 0);
    const channels = tensor([sizeAt(x.shape, axis)], false);
    return [shaped(x, x.shape), channels, channels, channels, channels];
  },
  eagerKeeps: () => [{ input: 0 }, { input: 1 }, { result: 3 }, { result: 4 }],
  gradient({ op, inputs, results, gradients, needs, attributes: { axis, eps } }) {
    const [x, weight, g] = [valueAt(inputs, 0), inputs[1], arriving(gradients)];
    const [mean, deviation] = [valueAt(results, 3), valueAt(results, 4)];
    const [dx, dWeight, dBias] = op.batchNormGradient(x, weight, mean, deviation, g, { axis, eps });
    return [
      ifNeeded(needs, 0, () => dx),
      ifNeeded(needs, 1, () => dWeight),
      ifNeeded(needs, 2, () => dBias),
      undefined,
      undefined,
    ];
  },
});

/** Mean over the batch and all axes but one: [C]. */
function channelMean(op: Builder, x: Value, axis: number): Value {
  const within = op.reduceMean(x, { axes: axesBut(x.type, axis), keep: false });
  return x.type.batched ? op.meanOverBatch(within) : within;
}

function channelSum(op: Builder, x: Value, axis: number): Value {
  return op.biasGradient(x, { axis });
}

type GradientInputs = [x: Value, weight: Value | undefined, mean: Value, deviation: Value, gradient: Value];

export const batchNormGradient: OperationOf<
  { readonly axis: number; readonly eps: number },
  GradientInputs,
  readonly [dx: Value, dWeight: Value, dBias: Value]
> = defineOperation({
  name: 'batchNormGradient',
  summary: 'Gradients of batch normalization by its input, weight and bias.',
  source,
  inputs: ['x', 'weight?', 'mean', 'deviation', 'gradient'],
  traits: ['first-order'],
  types(inputs, { axis }) {
    const x = typeAt(inputs, 0);
    const channels = tensor([sizeAt(x.shape, axis)], false);
    return [x, channels, channels];
  },
  // Mean and deviation are made again from x, so that what depends on x through them is not lost.
  decompose(op, inputs, { axis, eps }) {
    const [x, weight, g] = [valueAt(inputs, 0), inputs[1], valueAt(inputs, 4)];
    const spread = (channels: Value): Value => alongAxis(op, channels, x.type, axis);
    const centred = op.subtract(x, spread(channelMean(op, x, axis)));
    const variance = op.addConstant(channelMean(op, op.square(centred), axis), { constant: eps });
    const inverse = spread(op.power(variance, { exponent: -0.5 }));
    const unit = op.multiply(centred, inverse);
    const scaled = weight ? op.multiply(g, spread(weight)) : g;
    const less = op.add(
      spread(channelMean(op, scaled, axis)),
      op.multiply(unit, spread(channelMean(op, op.multiply(scaled, unit), axis))),
    );
    const dx = op.multiply(inverse, op.subtract(scaled, less));
    return [dx, channelSum(op, op.multiply(g, unit), axis), channelSum(op, g, axis)];
  },
});

export const batchNormInference: OperationOf<{ readonly eps: number; readonly axis: number }, BatchNormInputs> =
  defineOperation({
    name: 'batchNormInference',
    autocast: () => 'like first',
    summary: 'Each channel less its running mean, over its running deviation.',
    source,
    inputs: ['x', 'weight?', 'bias?', 'mean', 'variance'],
    traits: ['keeps-channels-last'],
    types: inputs => [typeAt(inputs, 0)],
    eagerKeeps: () => [{ input: 0 }, { input: 1 }],
    gradient({ op, inputs, gradients, needs, attributes: { eps, axis } }) {
      const [x, weight, g] = [valueAt(inputs, 0), inputs[1], arriving(gradients)];
      const spread = (channels: Value): Value => alongAxis(op, channels, x.type, axis);
      const inverse = op.power(op.addConstant(valueAt(inputs, 4), { constant: eps }), { exponent: -0.5 });
      const unit = (): Value => op.multiply(op.subtract(x, spread(valueAt(inputs, 3))), spread(inverse));
      return [
        ifNeeded(needs, 0, () => op.multiply(g, spread(weight ? op.multiply(inverse, weight) : inverse))),
        ifNeeded(needs, 1, () => channelSum(op, op.multiply(g, unit()), axis)),
        ifNeeded(needs, 2, () => channelSum(op, g, axis)),
        undefined,
        undefined,
      ];
    },
  });
