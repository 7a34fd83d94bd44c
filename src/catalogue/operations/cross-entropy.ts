/** Cross-entropy of classes, from logits or from logarithms of probabilities. */
import type { Dim } from '../../shape/dim.js';
import type { Builder } from './builder.js';
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { arriving, ifNeeded, sizeAt, tensor, typeAt, valueAt } from './rules.js';

/**
 * The class is the first dimension: x is [C] or [C, axes...], the target holds indices of its other dimensions, or
 * probabilities of x's shape. `weight`: [C], one for each class. `ignore`: targets of this index do not count.
 */
export type CrossEntropyAttributes = { readonly smoothing?: number; readonly ignore?: number };

type LossInputs = [x: Value, target: Value, weight?: Value | undefined];

/** Mean over samples and positions, weighted by the targets' weights where they are indices. */
export const crossEntropy: OperationOf<CrossEntropyAttributes, LossInputs> = defineOperation({
  name: 'crossEntropy',
  summary: 'The mean of -log softmax(x) at the target.',
  source: 'Szegedy et al. 2016, section 7 (smoothing)',
  inputs: ['x', 'target', 'weight?'],
  types: () => [tensor([], false)],
  gradient({ op, inputs, gradients, needs, attributes }) {
    const [x, target] = [valueAt(inputs, 0), valueAt(inputs, 1)];
    const g = arriving(gradients);
    return [
      ifNeeded(needs, 0, () => op.crossEntropyGradient(x, target, inputs[2], g, attributes)),
      undefined,
      undefined,
    ];
  },
});

type GradientInputs = [x: Value, target: Value, weight: Value | undefined, gradient: Value];

export const crossEntropyGradient: OperationOf<CrossEntropyAttributes, GradientInputs> = defineOperation({
  name: 'crossEntropyGradient',
  summary: 'Gradient of cross-entropy by the logits: softmax less the target, over the number of targets.',
  inputs: ['x', 'target', 'weight?', 'gradient'],
  traits: ['first-order'],
  types: inputs => [typeAt(inputs, 0)],
  decompose(op, inputs, attributes) {
    const [x, g] = [valueAt(inputs, 0), valueAt(inputs, 3)];
    const shares = targetShares(op, x, valueAt(inputs, 1), inputs[2], attributes);
    const total = op.reduceSum(shares, { axes: [0], keep: true });
    const slope = op.subtract(op.multiply(op.softmax(x, { axis: 0 }), total), shares);
    return [op.multiply(slope, x.type.batched ? op.spreadOverBatch(g, { mean: false }) : g)];
  },
});

export const nll: OperationOf<CrossEntropyAttributes, LossInputs> = defineOperation({
  name: 'nll',
  summary: 'The mean of -x at the target, x logarithms of probabilities.',
  inputs: ['x', 'target', 'weight?'],
  types: () => [tensor([], false)],
  gradient({ op, inputs, gradients, needs, attributes }) {
    const [x, g] = [valueAt(inputs, 0), arriving(gradients)];
    const spread = (): Value => (x.type.batched ? op.spreadOverBatch(g, { mean: false }) : g);
    return [
      ifNeeded(needs, 0, () =>
        op.negate(op.multiply(targetShares(op, x, valueAt(inputs, 1), inputs[2], attributes), spread())),
      ),
      undefined,
      undefined,
    ];
  },
});

/** What each class of each target weighs in the mean: [C, axes...]. It depends on targets and weights alone. */
export const crossEntropyShares: OperationOf<
  CrossEntropyAttributes & { readonly classes: Dim },
  [target: Value, weight?: Value | undefined]
> = defineOperation({
  name: 'crossEntropyShares',
  summary: 'The share of each class of each target in the mean that a cross-entropy takes.',
  inputs: ['target', 'weight?'],
  types(inputs, { classes }) {
    const target = typeAt(inputs, 0);
    const shape = target.dtype.includes('float') ? target.shape : [classes, ...target.shape];
    return [tensor(shape, target.batched)];
  },
});

function targetShares(
  op: Builder,
  x: Value,
  target: Value,
  weight: Value | undefined,
  attributes: CrossEntropyAttributes,
): Value {
  return op.crossEntropyShares(target, weight, { ...attributes, classes: sizeAt(x.type.shape, 0) });
}
