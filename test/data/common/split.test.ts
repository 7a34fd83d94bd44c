/** Splits, the order of epochs, batches: every sample where it belongs, the same each time. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { batchAt, batchCount, batches, epochOrder } from '../../../src/data/common/batches.js';
import { split, type Split } from '../../../src/data/common/split.js';

const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const all = ({ train, validation, heldBack }: Split): number[] => [...train, ...validation, ...heldBack];

const wishes = fc.integer({ min: 0, max: 120 }).chain(count =>
  fc.record({
    count: fc.constant(count),
    seed: fc.nat(),
    heldBack: fc.integer({ min: 0, max: Math.floor(count / 2) }),
    validation: fc.integer({ min: 0, max: Math.floor(count / 2) }),
    classes: fc.array(fc.nat(4), { minLength: count, maxLength: count }).map(values => Int32Array.from(values)),
  }),
);

describe('split', () => {
  it('puts every sample in exactly one part, and as many as asked for', () => {
    fc.assert(
      fc.property(wishes, fc.boolean(), ({ classes, ...rest }, stratified) => {
        const parts = split(stratified ? { ...rest, classes } : rest);
        assert.deepEqual(sorted(all(parts)), upTo(rest.count));
        assert.equal(parts.heldBack.length, rest.heldBack);
        assert.equal(parts.validation.length, rest.validation);
      }),
    );
  });

  it('gives each class its due share of what is held back, to less than one sample', () => {
    fc.assert(
      fc.property(wishes, wish => {
        const { heldBack } = split(wish);
        for (const kind of new Set(wish.classes)) {
          const due = (wish.classes.filter(c => c === kind).length * wish.heldBack) / wish.count;
          const got = heldBack.filter(sample => wish.classes[sample] === kind).length;
          assert.ok(Math.abs(got - due) < 1, `${got} of class ${kind}, due are ${due}`);
        }
      }),
    );
  });

  it('is the same for the same seed and another for another', () => {
    const [one, again, other] = [3, 3, 4].map(seed => split({ count: 100, seed, heldBack: 20 }));
    assert.deepEqual(one, again);
    assert.notDeepEqual(one?.heldBack, other?.heldBack);
  });

  it('mixes samples that lie sorted by class', () => {
    const classes = Int32Array.from({ length: 1000 }, (_, i) => Math.floor(i / 100));
    const { train, heldBack } = split({ count: 1000, seed: 0, heldBack: 200, classes });
    for (const part of [train, heldBack]) {
      // Ten even classes: a neighbour is of the same class in a tenth of the places; sorted it would be nearly all.
      const same = part.filter((sample, i) => i > 0 && classes[sample] === classes[part[i - 1] ?? 0]).length;
      assert.ok(same / part.length < 0.2, `${same} of ${part.length}`);
    }
  });

  it('refuses to set apart more than there is', () => {
    assert.throws(
      () => split({ count: 10, seed: 0, heldBack: 6, validation: 5 }),
      /5 of 4 samples cannot be set apart/,
    );
    assert.throws(() => split({ count: 10, seed: 0, heldBack: 0.2 }), /0.2 of 10 samples/);
  });
});

describe('epochOrder', () => {
  const samples = Int32Array.from([5, 7, 11, 13, 17, 19, 23, 29, 31, 37]);

  it('is a permutation of the given samples', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(1000), (seed, epoch) => {
        assert.deepEqual(sorted(epochOrder(samples, seed, epoch)), [...samples]);
      }),
    );
  });

  it('repeats for a seed and epoch, and changes with either', () => {
    const order = (seed: number, epoch: number): string => epochOrder(samples, seed, epoch).join(' ');
    assert.equal(order(1, 2), order(1, 2));
    assert.equal(new Set([order(1, 2), order(1, 3), order(2, 2)]).size, 3);
  });
});

describe('batches', () => {
  const order = Int32Array.from(upTo(10));
  const sizes = (size: number, dropLast: boolean): number[] =>
    [...batches(order, { size, dropLast })].map(batch => batch.length);

  it('covers the order, with a last batch of what remains', () => {
    assert.deepEqual(sizes(4, false), [4, 4, 2]);
    assert.deepEqual(
      [...batches(order, { size: 4 })].flatMap(batch => [...batch]),
      upTo(10),
    );
  });

  it('leaves out a smaller last batch when asked to', () => {
    assert.deepEqual(sizes(4, true), [4, 4]);
    assert.deepEqual(sizes(5, true), [5, 5]);
    assert.deepEqual(sizes(11, true), []);
    assert.deepEqual(sizes(11, false), [10]);
  });

  it('counts 125 batches of 64 in the 8,000 training samples of mnist', () => {
    assert.equal(batchCount(8000, { size: 64 }), 125);
    assert.equal(batchCount(0, { size: 64 }), 0);
  });

  it('finds a batch by its number, to go on in the middle of an epoch', () => {
    assert.deepEqual([...batchAt(order, 1, { size: 4 })], [4, 5, 6, 7]);
  });

  it('refuses sizes that are no size', () => {
    for (const size of [0, -1, 1.5, Number.NaN]) assert.throws(() => batchCount(10, { size }), RangeError);
  });
});
