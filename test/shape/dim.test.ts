/** What `Dim` prints, decides and keeps, worked out by hand. */
import assert from 'node:assert/strict';
import { Dim, type Relation, type Truth } from '../../src/shape/dim.js';
import { readExpression } from './expression-reader.js';

const H = Dim.symbol('H');
const W = Dim.symbol('W');

/** The printed form of an expression of the language. */
const checkPrint = (expression: string, printed: string) =>
  it(`prints ${expression} as ${printed}`, () => assert.equal(readExpression(expression).toString(), printed));

const checkIs = (left: string, op: Relation, right: string, expected: Truth) =>
  it(`finds ${left} ${op} ${right} ${expected === 'unknown' ? 'undecided' : expected}`, () =>
    assert.equal(readExpression(left).is(op, readExpression(right)), expected));

describe('a constant Dim', () => {
  it('is one object for each small number', () => {
    assert.equal(Dim.of(64), Dim.of(32).times(2));
    assert.equal(Dim.of(64).key, '64');
  });

  it('stays exact beyond 2^53', () => {
    const large = Dim.of(2).power(60).plus(1);
    assert.equal(large.toBigInt(), 1152921504606846977n);
    assert.equal(large.toString(), '1152921504606846977');
    assert.equal(large.minus(Dim.of(2).power(60)).toJSON(), 1);
    assert.equal(JSON.stringify([large, Dim.of(7), H.floorDiv(2)]), '["1152921504606846977",7,"H // 2"]');
  });

  it('reads decimals exactly, so that 0.1 * 30 is 3', () => {
    assert.equal(Dim.parse('0.1')?.times(30).key, '3');
    assert.equal(Dim.parse('5e-4')?.times(2000).key, '1');
    assert.equal(Dim.parse('1e21')?.toBigInt(), 10n ** 21n);
    assert.equal(Dim.parse('1x2'), undefined);
    assert.equal(Dim.parse('1e999999999')?.value, Infinity);
  });

  it('divides exactly and says whether that came out whole', () => {
    const half = Dim.of(37).over(2);
    assert.deepEqual(
      [half.toString(), half.isInteger(), half.value, half.toBigInt()],
      ['18.5', false, 18.5, undefined],
    );
    assert.equal(Dim.of(37).over(3).toString(), '37 / 3');
    assert.equal(half.times(2).key, '37');
  });

  it('rounds halves up, also below zero', () => {
    assert.deepEqual(
      [2.5, 3.5, -2.5].map(x => Dim.ratio(x * 2, 2).round().value),
      [3, 4, -2],
    );
  });

  it('has a remainder with the sign of the divisor, as in Python', () => {
    assert.deepEqual(
      [
        [7, 3],
        [-7, 3],
        [7, -3],
        [-7, -3],
      ].map(([a = 0, b = 0]) => Dim.of(a).mod(b).value),
      [1, 2, -2, -1],
    );
    assert.deepEqual(
      [
        [7, 2],
        [-7, 2],
        [7, -2],
      ].map(([a = 0, b = 0]) => Dim.of(a).floorDiv(b).value),
      [3, -4, -4],
    );
  });

  it('keeps roots of squares and logarithms of powers of 2 exact, and says where it rounded', () => {
    assert.equal(Dim.of(144).sqrt().key, '12');
    assert.equal(Dim.ratio(9, 4).sqrt().key, '3/2');
    assert.equal(Dim.of(1024).log2().key, '10');
    assert.equal(Dim.ratio(1, 8).log2().key, '-3');
    const root = Dim.of(2).sqrt();
    assert.deepEqual([root.isExact, root.value], [false, Math.SQRT2]);
    assert.deepEqual([root.times(100).round().key, root.times(100).round().isExact], ['141', true]);
  });

  it('is no number, and answers nothing, after a division by zero', () => {
    for (const broken of [
      Dim.of(1).over(0),
      Dim.of(1).mod(0),
      H.floorDiv(0),
      Dim.of(-1).sqrt(),
      H.plus(Dim.of(0).log2()),
    ]) {
      assert.ok(broken.isConstant && !broken.isExact && !Number.isFinite(broken.value), broken.toString());
      assert.equal(broken.is('<', 5), 'unknown');
      assert.equal(H.is('>', broken), 'unknown');
      assert.equal(broken.toJSON(), null);
      assert.equal(broken.plus(H).isInteger(), 'unknown');
    }
  });

  it('does not hang on giant powers', () => {
    assert.equal(Dim.of(10).power(1e9).value, Infinity);
    assert.ok(Number.isNaN(H.plus(1).power(1e9).value));
    let squared = Dim.of(3);
    for (let i = 0; i < 60; i += 1) squared = squared.times(squared);
    assert.equal(squared.isExact, false);
  });
});

describe('a formula', () => {
  checkPrint('H // 2 // 2 // 2 // 2', 'H // 16');
  checkPrint('(H + 2 - 3) // 2 + 1', '(H + 1) // 2');
  checkPrint('((H + 1) // 2 + 1) // 2', '(H + 3) // 4');
  checkPrint('((H - 7) // 4 + 1 - 3) // 2 + 1', '(H - 7) // 8');
  checkPrint('(2 * H + 3) // 2', 'H + 1');
  checkPrint('6 * H // 3', '2 * H');
  checkPrint('64 * H * W', '64 * H * W');
  checkPrint('64 * (H // 2) * (W // 2)', '64 * (H // 2) * (W // 2)');
  checkPrint('64 * (H - 2) * (W - 2)', '64 * (H - 2) * (W - 2)');
  checkPrint('(H - 2) * (H - 2)', '(H - 2) ** 2');
  checkPrint('C * 9 * 64 + 64', '576 * C + 64');
  checkPrint('H + H - W - W + 2 * W', '2 * H');
  checkPrint('H / 7 + 1', 'H / 7 + 1');
  checkPrint('H * W / H', 'W');
  checkPrint('(H * H - 1) / (H + 1)', 'H - 1');
  checkPrint('H - 2 * (H // 2)', 'H % 2');
  checkPrint('-H', '-H');
  checkPrint('3 - H', '3 - H');
  checkPrint('-(H // 2)', '-(H // 2)');
  checkPrint('min(H, H + 1, 2 * H)', 'H');
  checkPrint('max(H // 2, 0)', 'H // 2');
  checkPrint('max(H - 3, 0)', 'max(0, H - 3)');
  checkPrint('min(H, 512)', 'min(H, 512)');
  checkPrint('sqrt(H * H)', 'H');
  checkPrint('log2(H)', 'log2(H)');
  checkPrint('2 ** H', '2 ** H');
  checkPrint('H // W', 'H // W');

  it('has one form, and so one key, for equal expressions', () => {
    assert.ok(
      H.plus(W)
        .times(H.minus(W))
        .equals(H.power(2).minus(W.power(2))),
    );
    assert.ok(H.ceilDiv(2).equals(H.plus(1).floorDiv(2)));
    assert.equal(H.times(2).minus(H).key, H.key);
    assert.ok(!H.equals(W));
  });

  it('tells its symbols and takes values for them', () => {
    const size = H.floorDiv(2).times(W).min(100);
    assert.deepEqual([...size.symbols()].sort(), ['H', 'W']);
    const some = size.substitute(new Map([['H', Dim.of(9)]]));
    assert.equal(some.toString(), 'min(100, 4 * W)');
    assert.equal(some.substitute(new Map([['W', Dim.of(3)]])).value, 12);
    assert.equal(H.substitute(new Map([['H', W.plus(1)]])).toString(), 'W + 1');
    assert.equal(
      H.plus(1)
        .substitute(new Map([['W', Dim.of(1)]]))
        .toString(),
      'H + 1',
    );
  });

  it('tells how it grows', () => {
    const T = Dim.symbol('T');
    const growths = [
      Dim.of(5),
      T.floorDiv(2),
      T.times(H),
      T.times(T.floorDiv(4)),
      T.power(3),
      Dim.of(2).power(T),
      T.min(512),
      T.sqrt(),
      Dim.of(9).over(T),
    ];
    assert.deepEqual(
      growths.map(d => d.growth('T')),
      ['constant', 'linear', 'linear', 'quadratic', 'higher', 'higher', 'constant', 'linear', 'constant'],
    );
  });

  it('stays bounded when it cannot be simplified', () => {
    let size = H;
    for (let i = 0; i < 200; i += 1) size = size.floorDiv(W.plus(i)).plus(size);
    assert.ok(size.key.length <= 20_000);
    let product = H;
    for (let i = 0; i < 40; i += 1) product = product.times(Dim.symbol(`a${i}`).plus(Dim.symbol(`b${i}`)));
    assert.ok(product.key.length <= 20_000);
  });
});

describe('what is true for all sizes', () => {
  checkIs('H + 1', '>', '0', true);
  checkIs('H', '>=', '1', true);
  checkIs('H', '==', 'H + 1', false);
  checkIs('H', '!=', 'W', 'unknown');
  checkIs('H * W', '>=', 'H', true);
  checkIs('2 * (H // 2)', '<=', 'H', true);
  checkIs('2 * (H // 2)', '==', 'H', 'unknown');
  checkIs('H // 2 + (H + 1) // 2', '==', 'H', true);
  checkIs('2 * H', '==', '2 * W + 1', false);
  checkIs('H // 4', '<', 'H', true);
  checkIs('H - 3', '>', '0', 'unknown');
  checkIs('min(H, 7)', '<=', '7', true);
  checkIs('max(H, 7)', '<', '7', false);
  checkIs('(H + 1) // 2', '>', '0', true);
  checkIs('H // 2', '>', '0', 'unknown');
  checkIs('H * H', '>=', 'H', true);
  checkIs('sqrt(H)', '<=', 'H', true);

  it('includes what divides what', () => {
    assert.equal(H.times(6).isMultipleOf(3), true);
    assert.equal(H.times(6).plus(1).isMultipleOf(3), false);
    assert.equal(H.isMultipleOf(3), 'unknown');
    assert.equal(H.times(W).isMultipleOf(W), true);
    assert.equal(H.times(H.plus(1)).isMultipleOf(2), true);
    assert.equal(Dim.of(16).isMultipleOf(5), false);
    assert.equal(H.over(7).isInteger(), 'unknown');
  });
});
