/** `Dim` against direct arithmetic, for random expressions and random sizes. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Dim, type Relation } from '../../src/shape/dim.js';
import { asDim, assignments, bound, evaluated, expressions, fractionOf, show } from './arithmetic.js';
import { readExpression } from './expression-reader.js';

const runs = (numRuns: number): fc.Parameters<unknown> => ({ numRuns, seed: Number(process.env['FC_SEED'] ?? 7) });

describe('Dim and direct arithmetic', function () {
  this.timeout(60_000);

  it('gives the value of the expression when symbols are put in', () => {
    fc.assert(
      fc.property(expressions(4), fc.array(assignments(), { minLength: 3, maxLength: 3 }), (e, points) => {
        const dim = asDim(e);
        for (const at of points) {
          const expected = evaluated(e, at);
          if (expected)
            assert.equal(
              show(fractionOf(bound(dim, at))),
              show(expected),
              `${dim.toString()} at ${JSON.stringify([...at])}`,
            );
        }
      }),
      runs(1000),
    );
  });

  it('gives the value of the expression when symbols are put in one after the other', () => {
    fc.assert(
      fc.property(expressions(4), assignments(), (e, at) => {
        const expected = evaluated(e, at);
        fc.pre(expected !== undefined);
        let dim = asDim(e);
        for (const [name, n] of at) dim = bound(dim, new Map([[name, n]]));
        assert.equal(show(fractionOf(dim)), show(expected));
      }),
      runs(1500),
    );
  });

  it('prints an expression of the language that reads back with the same value', () => {
    fc.assert(
      fc.property(expressions(4), assignments(), (e, at) => {
        const expected = evaluated(e, at);
        fc.pre(expected !== undefined);
        const text = asDim(e).toString();
        assert.equal(show(fractionOf(bound(readExpression(text), at))), show(expected), text);
      }),
      runs(1500),
    );
  });

  it('claims no relation that a sample refutes', () => {
    const relations: readonly Relation[] = ['==', '!=', '<', '<=', '>', '>='];
    const holds = (op: Relation, order: bigint): boolean =>
      ({
        '==': order === 0n,
        '!=': order !== 0n,
        '<': order < 0n,
        '<=': order <= 0n,
        '>': order > 0n,
        '>=': order >= 0n,
      })[op];
    let claims = 0;
    fc.assert(
      fc.property(
        expressions(3, ['H', 'W']),
        expressions(2, ['H', 'W']),
        fc.constantFrom(...relations),
        fc.array(assignments(['H', 'W']), { minLength: 12, maxLength: 12 }),
        (left, right, op, points) => {
          const claim = asDim(left).is(op, asDim(right));
          if (claim === 'unknown') return;
          claims += 1;
          for (const at of points) {
            const a = evaluated(left, at);
            const b = evaluated(right, at);
            if (a && b)
              assert.equal(
                holds(op, a.n * b.d - b.n * a.d),
                claim,
                `${asDim(left).toString()} ${op} ${asDim(right).toString()} at ${JSON.stringify([...at])}`,
              );
          }
        },
      ),
      runs(1500),
    );
    assert.ok(claims > 300, `only ${claims} claims of 1500 questions`);
  });

  it('claims to be whole or a multiple only where samples are', () => {
    fc.assert(
      fc.property(
        expressions(3, ['H', 'W']),
        fc.integer({ min: 1, max: 6 }),
        fc.array(assignments(['H', 'W']), { minLength: 12, maxLength: 12 }),
        (e, n, points) => {
          const dim = asDim(e);
          const whole = dim.isInteger();
          const multiple = dim.isMultipleOf(n);
          for (const at of points) {
            const value = evaluated(e, at);
            if (!value) continue;
            if (whole !== 'unknown')
              assert.equal(value.d === 1n, whole, `${dim.toString()} at ${JSON.stringify([...at])}`);
            if (multiple !== 'unknown')
              assert.equal(value.n % (value.d * BigInt(n)) === 0n && value.d === 1n, multiple);
          }
        },
      ),
      runs(1000),
    );
  });

  it('agrees with bigint arithmetic for constants of any size', () => {
    const large = fc.oneof(
      fc.integer({ min: -20, max: 20 }).map(BigInt),
      fc.bigInt({ min: -(1n << 70n), max: 1n << 70n }),
    );
    fc.assert(
      fc.property(large, large, (a, b) => {
        const x = Dim.of(a);
        const y = Dim.of(b);
        assert.equal(x.plus(y).toBigInt(), a + b);
        assert.equal(x.minus(y).toBigInt(), a - b);
        assert.equal(x.times(y).toBigInt(), a * b);
        assert.equal(x.is('<', y), a < b);
        assert.equal(x.min(y).toBigInt(), a < b ? a : b);
        if (b === 0n) return;
        const down = (a - (((a % b) + b) % b)) / b;
        assert.equal(x.floorDiv(y).toBigInt(), down);
        assert.equal(x.ceilDiv(y).toBigInt(), a % b === 0n ? down : down + 1n);
        assert.equal(x.mod(y).toBigInt(), a - down * b);
        assert.equal(x.isMultipleOf(y), a % b === 0n);
        assert.equal(x.over(y).times(y).toBigInt(), a);
      }),
      runs(3000),
    );
  });

  it('keeps to doubles where roots, logarithms and powers of 2 are in it', () => {
    const functions = {
      sqrt: [(d: Dim) => d.sqrt(), Math.sqrt],
      log2: [(d: Dim) => d.log2(), Math.log2],
      power: [(d: Dim) => Dim.of(2).power(d.min(30)), (x: number) => 2 ** Math.min(x, 30)],
    } as const;
    const number = (f: ReturnType<typeof evaluated>): number => (f ? Number(f.n) / Number(f.d) : NaN);
    fc.assert(
      fc.property(
        expressions(2, ['H', 'W']),
        expressions(2, ['H', 'W']),
        fc.constantFrom<keyof typeof functions>('sqrt', 'log2', 'power'),
        fc.array(assignments(['H', 'W']), { minLength: 6, maxLength: 6 }),
        (inner, other, name, points) => {
          const [formal, direct] = functions[name];
          const dim = formal(asDim(inner).abs().plus(1)).times(asDim(other)).plus(asDim(other).abs());
          const claim = dim.is('>=', asDim(inner));
          for (const at of points) {
            const [a, b] = [number(evaluated(inner, at)), number(evaluated(other, at))];
            if (Number.isNaN(a) || Number.isNaN(b)) continue;
            const expected = direct(Math.abs(a) + 1) * b + Math.abs(b);
            const value = bound(dim, at).value;
            const slack = 1e-9 * (1 + Math.abs(expected) + Math.abs(b));
            assert.ok(
              Math.abs(value - expected) <= slack * 2 ** (name === 'power' ? 10 : 0),
              `${dim.toString()}: ${value}, not ${expected}`,
            );
            if (claim === true) assert.ok(expected >= a - slack - Math.abs(a) * 1e-9, dim.toString());
            if (claim === false) assert.ok(expected < a + slack + Math.abs(a) * 1e-9, dim.toString());
            assert.ok(
              Math.abs(bound(readExpression(dim.toString()), at).value - value) <= 1e-6 * (1 + Math.abs(value)),
            );
          }
        },
      ),
      runs(400),
    );
  });
});
