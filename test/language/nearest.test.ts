import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lettersBetween, nearestNames, suggestion } from '../../src/language/nearest.js';

/** The definition of the optimal string alignment distance, as a recursion (Navarro 2001, a guided tour). */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const same = a.at(-1) === b.at(-1);
  const ways = [
    distance(a.slice(0, -1), b) + 1,
    distance(a, b.slice(0, -1)) + 1,
    distance(a.slice(0, -1), b.slice(0, -1)) + (same ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    ways.push(distance(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...ways);
}

describe('nearest names', () => {
  it('are counted in letters put in, taken out, replaced or swapped', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });
    fc.assert(
      fc.property(word, word, fc.nat(6), (a, b, limit) => {
        const exact = distance(a, b);
        assert.equal(lettersBetween(a, b), exact);
        assert.equal(lettersBetween(a, b, limit) <= limit, exact <= limit);
      }),
    );
  });
  it('are offered nearest first', () => {
    assert.deepEqual(nearestNames('rleu', ['relu', 'selu', 'tanh', 'gelu', 'prelu']), ['relu']);
    assert.deepEqual(nearestNames('bathcnrm', ['batchnorm', 'layernorm']), ['batchnorm']);
    assert.deepEqual(nearestNames('Conv', ['conv', 'conv']), ['conv']);
    assert.deepEqual(nearestNames('zzz', ['relu', 'zzz']), []);
  });
  it('make the end of a sentence', () => {
    assert.equal(suggestion([]), '');
    assert.equal(suggestion(['a']), '; did you mean `a`?');
    assert.equal(suggestion(['a', 'b', 'c']), '; did you mean `a`, `b` or `c`?');
  });
});
