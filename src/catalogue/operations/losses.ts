/** Losses: one number for the batch, the mean over samples and elements. */
import { Dim } from '../../shape/dim.js';
import { elements } from '../../shape/shape.js';
import type { Builder } from './builder.js';
import {
  defineOperation,
  type Attributes,
  type GradientContext,
  type Gradients,
  type None,
  type OperationOf,
  type Value,
} from './operation.js';
import { arriving, ifNeeded, shrinkTo, tensor, valueAt } from './rules.js';

type Loss<A extends Attributes = None> = OperationOf<A, [x: Value, target: Value]>;

/** The gradient of a mean over all elements and samples, before it meets each element's slope. */
function share(op: Builder, g: Value, x: Value, target: Value): Value {
  const each = op.scaleBy(g, { by: Dim.of(1).over(elements(x.type.shape)) });
  return x.type.batched || target.type.batched ? op.spreadOverBatch(each, { mean: true }) : each;
}

/** Gradients of a mean of f(x, target), from the slopes of f. */
function slopes<A>(
  context: GradientContext<A>,
  byX: (op: Builder, x: Value, t: Value, a: A) => Value,
  byTarget: (op: Builder, x: Value, t: Value, a: A) => Value,
): Gradients {
  const { op, inputs, gradients, needs, attributes } = context;
  const [x, t] = [valueAt(inputs, 0), valueAt(inputs, 1)];
  const g = share(op, arriving(gradients), x, t);
  return [
    ifNeeded(needs, 0, () => shrinkTo(op, op.multiply(byX(op, x, t, attributes), g), x.type)),
    ifNeeded(needs, 1, () => shrinkTo(op, op.multiply(byTarget(op, x, t, attributes), g), t.type)),
  ];
}

const one = [tensor([], false)] as const;

export const mse: Loss = defineOperation({
  name: 'mse',
  summary: 'The mean of (x - target)^2.',
  inputs: ['x', 'target'],
  types: () => one,
  gradient: context =>
    slopes(
      context,
      (op, x, t) => op.scaleBy(op.subtract(x, t), { by: 2 }),
      (op, x, t) => op.scaleBy(op.subtract(t, x), { by: 2 }),
    ),
});

export const l1: Loss = defineOperation({
  name: 'l1',
  summary: 'The mean of |x - target|.',
  inputs: ['x', 'target'],
  types: () => one,
  gradient: context =>
    slopes(
      context,
      (op, x, t) => op.sign(op.subtract(x, t)),
      (op, x, t) => op.sign(op.subtract(t, x)),
    ),
});

export const huber: Loss<{ readonly delta: number }> = defineOperation({
  name: 'huber',
  summary: 'Half the square of the error up to delta, linear beyond.',
  source: 'Huber 1964, Robust estimation of a location parameter',
  inputs: ['x', 'target'],
  types: () => one,
  gradient: context =>
    slopes(
      context,
      (op, x, t, { delta }) => op.clamp(op.subtract(x, t), { low: -delta, high: delta }),
      (op, x, t, { delta }) => op.clamp(op.subtract(t, x), { low: -delta, high: delta }),
    ),
});

/** `logits`: x goes through a sigmoid first. Logarithms of probabilities are held above -100, as PyTorch does. */
export const binaryCrossEntropy: Loss<{ readonly logits: boolean }> = defineOperation({
  name: 'binaryCrossEntropy',
  summary: 'The mean of -target log(x) - (1 - target) log(1 - x).',
  inputs: ['x', 'target'],
  types: () => one,
  gradient: context =>
    slopes(
      context,
      (op, x, t, { logits }) => {
        if (logits) return op.subtract(op.sigmoid(x), t);
        const rest = op.addConstant(op.negate(x), { constant: 1 });
        return op.divide(op.subtract(x, t), op.clamp(op.multiply(x, rest), { low: 1e-12, high: Infinity }));
      },
      (op, x, _, { logits }) => {
        if (logits) return op.negate(x);
        const rest = op.addConstant(op.negate(x), { constant: 1 });
        const low = { low: -100, high: Infinity };
        return op.subtract(op.clamp(op.log(rest), low), op.clamp(op.log(x), low));
      },
    ),
});

/** `log`: the target is a logarithm too. Sum over the elements of a sample, mean over the batch. */
export const klDivergence: Loss<{ readonly log: boolean }> = defineOperation({
  name: 'klDivergence',
  summary: 'The sum of target (log target - x), x logarithms of probabilities; the mean over the batch.',
  source: 'Kullback & Leibler 1951',
  inputs: ['x', 'target'],
  types: () => one,
  gradient({ op, inputs, gradients, needs, attributes: { log } }) {
    const [x, t, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    const each = x.type.batched || t.type.batched ? op.spreadOverBatch(g, { mean: true }) : g;
    const p = log ? op.exp(t) : t;
    const byTarget = (): Value => {
      const difference = op.subtract(log ? t : op.log(t), x);
      const slope = op.addConstant(difference, { constant: 1 });
      return log ? op.multiply(p, slope) : slope;
    };
    return [
      ifNeeded(needs, 0, () => shrinkTo(op, op.multiply(op.negate(p), each), x.type)),
      ifNeeded(needs, 1, () => shrinkTo(op, op.multiply(byTarget(), each), t.type)),
    ];
  },
});
