/** Optimizer steps on a network of one weight, against the papers' formulas worked out by hand. */
import assert from 'node:assert/strict';
import { floatField, type Dataset } from '../../../src/data/common/dataset.js';
import { sessionOf } from './training.js';

/** One sample with x = 1 and y = 0: the loss of `y = w x` is w^2, its gradient 2 w. */
const dataset: Dataset = {
  count: 1,
  fields: [floatField('features', [1], Float32Array.of(1)), floatField('label', [1], Float32Array.of(0))],
  split: { train: Int32Array.of(0), validation: new Int32Array(), heldBack: new Int32Array() },
};

const text = (optimizer: string): string => `
network Line {
  input x: [1]
  dense(1, bias: false)
}
train Line { data: csv("line.csv", target: "y"), loss: mse, optimizer: ${optimizer}, batch: 1 }`;

/** The weight at the start and after each of so many steps. */
async function path(optimizer: string, steps: number): Promise<number[]> {
  const session = await sessionOf(text(optimizer), { dataset, floatBytes: 8 });
  const { lr } = session.prepared.step.optimizer.args;
  const [weight] = session.prepared.main.weights;
  const values = session.memory.floats(weight!.slot);
  values[0] = 0.75;
  const found = [values[0]];
  for (let step = 1; step <= steps; step++) {
    const trained = session.train(Int32Array.of(0), { seed: 0, step, learningRate: Number(lr) });
    assert.equal(trained.kind, 'done');
    found.push(values[0]);
  }
  return found;
}

function close(found: readonly number[], expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  found.forEach((value, i) =>
    assert.ok(Math.abs(value - expected[i]!) < 1e-12, `step ${i}: ${value}, not ${expected[i]}`),
  );
}

describe('a step of an optimizer', () => {
  const w = 0.75;

  it('follows the gradient with sgd: w - lr 2 w', async () => {
    close(await path('sgd(lr: 0.1)', 3), [w, 0.8 * w, 0.64 * w, 0.512 * w]);
  });

  it('keeps a velocity with momentum, as PyTorch defines it', async () => {
    // v1 = 2 w; w1 = 0.8 w; v2 = 0.9 v1 + 1.6 w = 3.4 w; w2 = 0.46 w; v3 = 3.06 w + 0.92 w = 3.98 w; w3 = 0.062 w.
    close(await path('sgd(lr: 0.1, momentum: 0.9)', 3), [w, 0.8 * w, 0.46 * w, 0.062 * w]);
  });

  it('looks ahead with nesterov', async () => {
    // Step: g + 0.9 v. v1 = 2 w, step 3.8 w; w1 = 0.62 w; g = 1.24 w, v2 = 3.04 w, step 3.976 w; w2 = 0.2224 w.
    close(await path('sgd(lr: 0.1, momentum: 0.9, nesterov: true)', 2), [w, 0.62 * w, 0.2224 * w]);
  });

  it('adds the weight decay to the gradient', async () => {
    // g = 2 w + 0.5 w.
    close(await path('sgd(lr: 0.1, weight_decay: 0.5)', 2), [w, 0.75 * w, 0.5625 * w]);
  });

  it('is that of Kingma and Ba with adam', async () => {
    const [lr, b1, b2, eps] = [0.1, 0.9, 0.999, 1e-8];
    const expected = [w];
    let [m, v] = [0, 0];
    for (let t = 1; t <= 5; t++) {
      const before = expected.at(-1)!;
      const g = 2 * before;
      m = b1 * m + (1 - b1) * g;
      v = b2 * v + (1 - b2) * g * g;
      expected.push(before - (lr * (m / (1 - b1 ** t))) / (Math.sqrt(v / (1 - b2 ** t)) + eps));
    }
    close(await path('adam(lr: 0.1)', 5), expected);
  });

  it('decays the weight itself with adamw', async () => {
    // The first step of Adam is lr g / (|g| + eps); before it the weight shrinks by lr times the decay.
    const g = 2 * w;
    close(await path('adamw(lr: 0.1, weight_decay: 0.2)', 1), [w, w * (1 - 0.1 * 0.2) - (0.1 * g) / (g + 1e-8)]);
  });

  it('begins with the state that the optimizer declares', async () => {
    // Rprop: the first step has the length of lr, the second 1.2 times that while the sign stays.
    close(await path('rprop(lr: 0.1)', 2), [w, w - 0.1, w - 0.1 - 0.12]);
    // NAdam (Dozat 2016) with its product of momenta, as PyTorch computes it.
    const [lr, b1, b2, eps, psi] = [0.1, 0.9, 0.999, 1e-8, 4e-3];
    const expected = [w];
    let [m, v, product] = [0, 0, 1];
    const mu = (t: number): number => b1 * (1 - 0.5 * 0.96 ** (t * psi));
    for (let t = 1; t <= 3; t++) {
      const before = expected.at(-1)!;
      const g = 2 * before;
      product *= mu(t);
      m = b1 * m + (1 - b1) * g;
      v = b2 * v + (1 - b2) * g * g;
      const denominator = Math.sqrt(v / (1 - b2 ** t)) + eps;
      const step = (lr * (1 - mu(t)) * g) / (1 - product) + (lr * mu(t + 1) * m) / (1 - product * mu(t + 1));
      expected.push(before - step / denominator);
    }
    close(await path('nadam(lr: 0.1)', 3), expected);
  });
});
