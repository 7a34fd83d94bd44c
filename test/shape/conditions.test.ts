/** Conditions on symbols, by hand and against samples. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { conditionText, obeys, requiredEqual, requiredWhole } from '../../src/shape/conditions.js';
import { Dim } from '../../src/shape/dim.js';
import { asDim, assignments, bound, evaluated, expressions } from './arithmetic.js';
import { readExpression } from './expression-reader.js';

const whole = (text: string): string | undefined => {
  const condition = requiredWhole(readExpression(text));
  return condition && conditionText(condition);
};

describe('conditions', () => {
  it('name what must divide a symbol for a size to be whole', () => {
    assert.equal(whole('H / 7 + 1'), '7 divides H');
    assert.equal(whole('3 * H / 7'), '7 divides H');
    assert.equal(whole('(H + 1) / 4 + W'), '4 divides H + 1');
    assert.equal(whole('H / 2 + W / 3'), '6 divides 3 * H + 2 * W');
    assert.equal(whole('H / W'), 'W divides H');
    assert.equal(whole('6 * H / 3'), undefined);
    assert.equal(whole('H * (H + 1) / 2'), undefined);
  });

  it('hold exactly for the numbers that make the size whole', () => {
    fc.assert(
      fc.property(
        expressions(2, ['H', 'W']),
        fc.array(assignments(['H', 'W']), { minLength: 8, maxLength: 8 }),
        (e, points) => {
          const condition = requiredWhole(asDim(e));
          for (const at of points) {
            const value = evaluated(e, at);
            const bindings = new Map([...at].map(([name, n]) => [name, Dim.of(n)]));
            if (value) assert.equal(!condition || obeys(condition, bindings), value.d === 1n, asDim(e).toString());
          }
        },
      ),
      { numRuns: 1500, seed: Number(process.env['FC_SEED'] ?? 7) },
    );
  });

  it('name the divisor that makes two sizes equal, as the two ways round a U-Net', () => {
    const H = Dim.symbol('H');
    const up = H.floorDiv(16).times(2);
    const condition = requiredEqual(up, H.floorDiv(8));
    assert.equal(condition && conditionText(condition), '16 divides H' satisfies string);
    assert.equal(requiredEqual(H, H.plus(1)), undefined);
    assert.equal(bound(up, new Map([['H', 48]])).value, 6);
  });
});
