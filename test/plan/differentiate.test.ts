/** Gradients of gradients: a Hessian times a vector, against differences of the gradient in double precision. */
import assert from 'node:assert/strict';
import { Executor } from '../../src/engine/common/executor.js';
import { Memory } from '../../src/engine/common/memory.js';
import { referenceKernels } from '../../src/engine/kernels/reference/index.js';
import { differentiate } from '../../src/plan/differentiate.js';
import { planStep } from '../../src/plan/memory.js';
import { evaluationStep, neededNodes, trainingStep } from '../../src/plan/step.js';
import type { Value } from '../../src/plan/program.js';
import { growing } from './programs.js';

/** A network whose gradients hold operations that have no gradient of their own: cross-entropy and layer norm. */
function secondOrder() {
  const net = growing();
  const { op } = net.tape.sequence;
  const x = net.input('x', [3]);
  const label = net.input('label', [], 'int64');
  const weights = [net.weight('one.weight', [5, 3]), net.weight('norm.weight', [5]), net.weight('two.weight', [4, 5])];
  const [w1, scale, w2] = weights as [Value, Value, Value];
  const [h] = [op.layerNorm(op.tanh(op.dense(x, w1)), scale, undefined, { axes: [0], eps: 1e-3 })].flat();
  const loss = op.crossEntropy(op.dense(h!, w2), label, undefined, {});
  const gradients = differentiate(net.tape, loss, weights);
  const directions = weights.map((weight, i) =>
    net.weight(
      `v${i}.weight`,
      weight.type.shape.map(n => n.value),
      false,
    ),
  );
  const along = weights
    .map((weight, i) => op.multiply(gradients.get(weight)!, directions[i]!))
    .map(product => op.reduceSum(product, { axes: product.type.shape.map((_, i) => i), keep: false }))
    .reduce((a, b) => op.add(a, b));
  const second = differentiate(net.tape, along, weights);
  const program = net.program([]);
  const reads = weights.flatMap((weight, i) => [
    { name: `g${i}`, value: gradients.get(weight)! },
    { name: `h${i}`, value: second.get(weight)! },
  ]);
  return planStep(evaluationStep(program, reads), { batch: 6, floatBytes: 8 });
}

describe('differentiation', () => {
  it('gives a Hessian times a vector when a gradient is differentiated again', () => {
    const plan = secondOrder();
    const memory = new Memory([plan]);
    const executor = new Executor(plan, memory, referenceKernels);
    const number = (i: number): number => Math.sin(12.9898 * (i + 1));
    executor.input('x').data.forEach((_, i, all) => (all[i] = number(i)));
    executor.input('label').data.set([0, 1, 2, 3, 0, 1]);
    const values = plan.weights.map(({ slot }) => memory.floats(slot));
    values.forEach((all, w) => all.forEach((_, i) => (all[i] = number(100 * (w + 1) + i))));
    const [weights, directions] = [values.slice(0, 3), values.slice(3)];
    const gradient = (): number[] => {
      executor.run({ seed: 0, step: 0 });
      return [0, 1, 2].flatMap(i => [...executor.view(`g${i}`)]);
    };
    gradient();
    const product = [0, 1, 2].flatMap(i => [...executor.view(`h${i}`)]);
    const h = 1e-5;
    const moved = (by: number): number[] => {
      const before = weights.map(all => all.slice());
      weights.forEach((all, w) => all.forEach((value, i) => (all[i] = value + by * directions[w]![i]!)));
      const found = gradient();
      weights.forEach((all, w) => all.set(before[w]!));
      return found;
    };
    const [ahead, behind] = [moved(h), moved(-h)];
    product.forEach((value, i) => {
      const expected = (ahead[i]! - behind[i]!) / (2 * h);
      assert.ok(Math.abs(value - expected) < 1e-7 * Math.max(1, Math.abs(expected)), `${i}: ${value}, not ${expected}`);
    });
    assert.ok(product.some(value => Math.abs(value) > 1e-3));
  });

  it('gives no gradient to what the loss does not depend on, and the plan a zero', () => {
    const net = growing();
    const { op } = net.tape.sequence;
    const x = net.input('x', [2]);
    const [used, unused] = [net.weight('used.weight', [1, 2]), net.weight('unused.weight', [1, 2])];
    const aside = op.dense(x, unused);
    const loss = op.meanOverBatch(op.reduceMean(op.square(op.dense(x, used)), { axes: [0], keep: false }));
    const step = trainingStep(net.program([{ name: 'aside', value: aside }]), loss, [{ name: 'loss', value: loss }]);
    assert.deepEqual(
      step.gradients.map(({ value }) => value === undefined),
      [false, true],
    );
    assert.ok(!neededNodes(step.nodes, [loss]).some(({ results }) => results.includes(aside)));
    const plan = planStep(step, { batch: 1 });
    const memory = new Memory([plan]);
    const region = memory.floats({ region: 'gradients', offset: 0, elements: 4 }).fill(7);
    new Executor(plan, memory, referenceKernels).run({ seed: 0, step: 1 });
    assert.deepEqual([...region.slice(2)], [0, 0]);
  });

  it('adds up what arrives along several ways', () => {
    const net = growing();
    const { op } = net.tape.sequence;
    const w = net.weight('w.weight', [1]);
    // w^2 + 3 w at w = 5: the derivative is 2 w + 3 = 13.
    const loss = op.reshape(op.add(op.multiply(w, w), op.scaleBy(w, { by: 3 })), { shape: [] });
    const plan = planStep(trainingStep(net.program([]), loss, []), { batch: 1, floatBytes: 8 });
    const memory = new Memory([plan]);
    memory.floats({ region: 'weights', offset: 0, elements: 1 })[0] = 5;
    new Executor(plan, memory, referenceKernels).run({ seed: 0, step: 1 });
    assert.equal(memory.floats({ region: 'gradients', offset: 0, elements: 1 })[0], 13);
  });
});
