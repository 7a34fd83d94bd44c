/** Answers of questions the other way round, against trying all numbers. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { solve, type Question } from '../../src/analysis/inverse.js';
import { analyzeText } from './sources.js';

function byTrying({ measure, bound, wanted, from, to, step }: Question): number | undefined {
  let most: number | undefined;
  for (let n = from; n <= to; n += step) {
    const figure = measure(n);
    if (figure === undefined) continue;
    if (wanted === 'least' && figure >= bound) return n;
    if (wanted === 'most' && figure <= bound) most = n;
  }
  return most;
}

describe('solve', () => {
  it('finds what trying all numbers finds, where some make no network', () => {
    const questions = fc.record({
      slope: fc.nat(9),
      flat: fc.integer({ min: 1, max: 5 }),
      square: fc.nat(2),
      hole: fc.integer({ min: 1, max: 12 }),
      bound: fc.nat(20_000),
      wanted: fc.constantFrom('most' as const, 'least' as const),
      from: fc.integer({ min: 1, max: 20 }),
      span: fc.nat(500),
      step: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(questions, ({ slope, flat, square, hole, bound, wanted, from, span, step }) => {
        const measure = (n: number): number | undefined =>
          n % hole === 0 ? slope * Math.floor(n / flat) + square * n * n : undefined;
        const question: Question = { measure, bound, wanted, from, to: from + span, step };
        const answer = solve(question);
        assert.ok(answer.settled);
        assert.equal(answer.found?.value, byTrying(question));
        if (answer.found) assert.equal(answer.found.figure, measure(answer.found.value));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes few evaluations for a large answer', () => {
    const answer = solve({ measure: n => 3 * n, bound: 3e6 + 1, wanted: 'most', from: 1, to: 2 ** 31, step: 1 });
    assert.deepEqual([answer.found?.value, answer.beyond?.value], [1_000_000, 1_000_001]);
    assert.ok(answer.evaluations <= 45, String(answer.evaluations));
  });

  it('says that it did not try all where networks are rare', () => {
    const measure = (n: number): number | undefined => (n === 1 || n === 100_001 || n === 1_000_000 ? n : undefined);
    const answer = solve({ measure, bound: 500_000, wanted: 'most', from: 1, to: 1_000_000, step: 1 });
    assert.deepEqual([answer.found?.value, answer.beyond?.value, answer.settled], [1, 1_000_000, false]);
  });
});

describe('a budget of training memory', () => {
  const text = (budget: string, batch: number): string => `network N {
  input x: [4]
  dense(8) -> relu
  dense(2)
}
budget N { training_memory: ${budget} }
train N { data: csv("a.csv"), loss: mse, optimizer: sgd(lr: 0.1), batch: ${String(batch)} }`;
  const message = (budget: string, batch: number): string | undefined =>
    analyzeText(text(budget, batch)).problems.find(p => p.code === 'budget-exceeded')?.message;

  it('names the batch that still fits', () => {
    // 58 weights and as many gradients of 4 bytes; kept a sample: 4 of the input, 8 of relu, of 4 bytes.
    const [fixed, sample] = [2 * 58 * 4, 12 * 4];
    assert.equal(message(String(fixed + 10 * sample), 10), undefined);
    assert.match(message(String(fixed + 10 * sample), 11) ?? '', /at batch 11; batch 10 still fits; /);
    assert.match(message(String(fixed + 11 * sample - 1), 11) ?? '', /batch 10 still fits; /);
    assert.match(message(String(fixed), 11) ?? '', /no batch fits; /);
  });
});
