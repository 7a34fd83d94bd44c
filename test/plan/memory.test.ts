/** The memory plan: a value's bytes stay its own from the operation that makes it to the last one that reads it. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Memory } from '../../src/engine/common/memory.js';
import { planBytes, planStep, type Plan, type Slot } from '../../src/plan/memory.js';
import { drafts, randomStep, tinyStep } from './programs.js';

const bytesOf = ({ elements, numbers }: Slot, plan: Plan): number =>
  elements * (numbers === 'float' ? plan.floatBytes : 4);

const sameBytes = (a: Slot, b: Slot): boolean =>
  a.region === b.region && a.offset === b.offset && a.elements === b.elements;

const meet = (a: Slot, b: Slot, plan: Plan): boolean =>
  a.region === b.region && a.offset < b.offset + bytesOf(b, plan) && b.offset < a.offset + bytesOf(a, plan);

/**
 * Walks the plan as an engine would and keeps, for each value, which operation wrote its bytes last: what is read must be
 * what was written for it. Values are told apart by the program, not by the plan.
 */
function checkPlan(plan: Plan): void {
  const { step } = plan;
  const holders: { slot: Slot; value: string }[] = [];
  const write = (slot: Slot, value: string): void => {
    for (let i = holders.length - 1; i >= 0; i--) if (meet(holders[i]!.slot, slot, plan)) holders.splice(i, 1);
    holders.push({ slot, value });
  };
  const names = new Map<unknown, string>();
  const source = (value: unknown): string => names.get(value)!;
  plan.inputs.forEach(({ slot }, i) => {
    names.set(step.inputs[i]!.value, `input ${i}`);
    write(slot, `input ${i}`);
  });
  plan.weights.forEach(({ slot }, i) => {
    names.set(step.weights[i]!.value, `weight ${i}`);
    write(slot, `weight ${i}`);
  });
  const planned = new Map(plan.nodes.map(each => [each.node, each]));
  step.nodes.forEach((node, number) => {
    const here = planned.get(node);
    if (!here) {
      names.set(node.results[0], source(node.inputs[0]));
      return;
    }
    here.inputs.forEach((slot, i) => {
      if (!slot) return;
      const holder = holders.find(each => sameBytes(each.slot, slot));
      assert.equal(holder?.value, source(node.inputs[i]), `operation ${number} reads other bytes than its input's`);
    });
    here.results.forEach((slot, i) => {
      names.set(node.results[i], `result ${i} of ${number}`);
      write(slot, `result ${i} of ${number}`);
    });
  });
  const roots = [
    ...plan.reads.map(({ slot }, i) => [slot, step.reads[i]!.value] as const),
    ...plan.copies.map(({ from }, i) => [from, copiedValue(plan, i)] as const),
  ];
  for (const [slot, value] of roots) {
    const holder = holders.find(each => sameBytes(each.slot, slot));
    assert.equal(holder?.value, source(value), 'what is wanted in the end was written over');
  }
}

/** The value behind a copy: the gradients that could not be made in their place, in order. */
function copiedValue(plan: Plan, index: number): unknown {
  const { to } = plan.copies[index]!;
  const at = plan.gradients.findIndex(({ slot }) => slot === to);
  return plan.step.gradients[at]?.value;
}

describe('the memory plan', () => {
  it('never overlaps two values that live at one time, forward and backward', () => {
    fc.assert(
      fc.property(drafts, fc.integer({ min: 1, max: 3 }), (list, batch) => {
        checkPlan(planStep(randomStep(list), { batch }));
      }),
      { numRuns: 200 },
    );
  });

  it('allocates exactly the bytes that it says, at any precision', () => {
    fc.assert(
      fc.property(drafts, fc.constantFrom<4 | 8>(4, 8), (list, floatBytes) => {
        const step = randomStep(list);
        const full = planStep(step, { batch: 5, floatBytes, stateCopies: 2 });
        const rest = planStep(step, { batch: 2, floatBytes, stateCopies: 2, like: full });
        assert.equal(new Memory([full, rest]).bytes, planBytes(full, rest).total);
      }),
    );
  });

  it('counts a two-layer network as by hand', () => {
    // Weights 4 x 3 + 4 + 2 x 4 + 2 = 26 numbers; the input is 12 x 3.
    const plan = planStep(tinyStep().step, { batch: 12, stateCopies: 1 });
    const bytes = planBytes(plan);
    assert.equal(bytes.weights, 26 * 4);
    assert.equal(bytes.gradients, 26 * 4);
    assert.equal(bytes.optimizerState, 26 * 4);
    assert.equal(bytes.inputs, 12 * 3 * 4);
    // Backward reads tanh's result (12 x 4, for both its own gradient and the second layer's weights) and the output (12 x 2).
    assert.equal(bytes.keptForBackward, (12 * 4 + 12 * 2) * 4);
  });

  it('puts the bias and the activation over what they read when nobody else needs it', () => {
    const plan = planStep(tinyStep().step, { batch: 10 });
    const [product, biased, activated] = plan.nodes;
    assert.deepEqual(
      [product, biased, activated].map(each => each?.node.operation.name),
      ['dense', 'addBias', 'tanh'],
    );
    assert.deepEqual(biased?.results[0]?.offset, product?.results[0]?.offset);
    assert.deepEqual(activated?.results[0]?.offset, product?.results[0]?.offset);
  });

  it('lays weights and gradients out alike, so that one loop updates them', () => {
    const plan = planStep(tinyStep().step, { batch: 1 });
    assert.deepEqual(
      plan.gradients.map(({ slot }) => slot.offset),
      plan.weights.map(({ slot }) => slot.offset),
    );
  });
});
