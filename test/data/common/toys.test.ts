/** Toys: every point lies on the curve of its class, noise is as asked for, and the problems can be learned. */
import assert from 'node:assert/strict';
import { fieldOf, type Dataset } from '../../../src/data/common/dataset.js';
import { blobs, circles, moons, spiral, xor, type ToyOptions } from '../../../src/data/common/toys.js';

interface Sample {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

function samplesOf(dataset: Dataset, which?: Int32Array): Sample[] {
  const indices = which ?? Int32Array.from({ length: dataset.count }, (_, i) => i);
  const points = fieldOf(dataset, 'features')?.gather(indices) ?? [];
  const labels = fieldOf(dataset, 'label')?.gather(indices) ?? [];
  return Array.from(indices, (_, i) => ({
    x: points[2 * i] ?? NaN,
    y: points[2 * i + 1] ?? NaN,
    label: labels[i] ?? NaN,
  }));
}

const plain: ToyOptions = { samples: 600, noise: 0, seed: 1 };
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-5;
const toys: Readonly<Record<string, (options: ToyOptions) => Dataset>> = {
  spiral: options => spiral({ classes: 2, turns: 1, ...options }),
  moons,
  circles,
  xor,
  blobs: options => blobs({ classes: 3, ...options }),
};

describe('toys', () => {
  it('spiral: the angle grows with the radius, arms are the same angle apart', () => {
    for (const { x, y, label } of samplesOf(spiral({ classes: 3, turns: 1.5, ...plain }))) {
      const radius = Math.hypot(x, y);
      assert.ok(radius > 0.0999 && radius < 1.0001);
      const turned = Math.atan2(y, x) / (2 * Math.PI) - 1.5 * ((radius - 0.1) / 0.9) - label / 3;
      assert.ok(near(turned, Math.round(turned)), `${turned} turns off the arm`);
    }
  });

  it('moons: the upper half of a circle, and the lower half of one moved by (1, 1/2)', () => {
    for (const { x, y, label } of samplesOf(moons(plain))) {
      assert.ok(near(label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5), 1));
      assert.ok(label === 0 ? y >= -1e-6 : y <= 0.5 + 1e-6);
    }
  });

  it('circles: radius 1 and radius 1/2, in all directions', () => {
    const samples = samplesOf(circles(plain));
    for (const { x, y, label } of samples) assert.ok(near(Math.hypot(x, y), label === 0 ? 1 : 0.5));
    assert.equal(new Set(samples.map(({ x, y, label }) => `${label} ${x > 0} ${y > 0}`)).size, 8);
  });

  it('xor: the class says whether the signs differ, in all four quarters', () => {
    const samples = samplesOf(xor(plain));
    for (const { x, y, label } of samples) {
      for (const size of [Math.abs(x), Math.abs(y)]) assert.ok(size > 0.0999 && size <= 1);
      assert.equal(x * y < 0 ? 1 : 0, label);
    }
    const quarters = new Map<string, number>();
    for (const { x, y } of samples) quarters.set(`${x > 0} ${y > 0}`, (quarters.get(`${x > 0} ${y > 0}`) ?? 0) + 1);
    // 300 of each class, halved by chance: five deviations of a binomial are 43.
    assert.equal(quarters.size, 4);
    for (const count of quarters.values()) assert.ok(Math.abs(count - 150) < 43);
  });

  it('blobs: middles on the unit circle, noise of the asked deviation', () => {
    const samples = samplesOf(blobs({ classes: 3, samples: 3000, noise: 0.2, seed: 4 }));
    for (const label of [0, 1, 2]) {
      const own = samples.filter(sample => sample.label === label);
      const [middleX, middleY] = [Math.cos((2 * Math.PI * label) / 3), Math.sin((2 * Math.PI * label) / 3)];
      const mean = (value: (sample: Sample) => number): number =>
        own.reduce((sum, s) => sum + value(s), 0) / own.length;
      // Five deviations: of a mean 0.2 / sqrt(1000), of a mean square 0.04 sqrt(2 / 1000).
      assert.ok(Math.abs(mean(({ x }) => x - middleX)) < 0.032);
      assert.ok(Math.abs(mean(({ y }) => y - middleY)) < 0.032);
      assert.ok(Math.abs(mean(({ x }) => (x - middleX) ** 2) - 0.04) < 0.009);
    }
  });

  for (const [name, toy] of Object.entries(toys)) {
    it(`${name}: as many samples as asked for, classes even, four fifths for training`, () => {
      const dataset = toy({ samples: 300, noise: 0.05, seed: 2 });
      const { train, validation, heldBack } = dataset.split;
      assert.deepEqual([dataset.count, train.length, validation.length, heldBack.length], [300, 240, 0, 60]);
      const classes = fieldOf(dataset, 'label')?.classes?.length ?? 0;
      for (let label = 0; label < classes; label++)
        assert.equal(samplesOf(dataset).filter(sample => sample.label === label).length, 300 / classes);
    });

    it(`${name}: the same for a seed, another for another`, () => {
      const [one, again, other] = [5, 5, 6].map(seed => samplesOf(toy({ samples: 50, noise: 0.1, seed })));
      assert.deepEqual(one, again);
      assert.notDeepEqual(one, other);
    });

    it(`${name}: more samples do not move the first ones`, () => {
      const [few, many] = [30, 60].map(samples => samplesOf(toy({ samples, noise: 0.1, seed: 1 })));
      assert.deepEqual(many?.slice(0, 30), few);
    });

    it(`${name}: can be learned: the nearest training point is of the same class for 95 % and more of those held back`, () => {
      const dataset = toy({ samples: 1000, noise: 0.05, seed: 3 });
      const train = samplesOf(dataset, dataset.split.train);
      const held = samplesOf(dataset, dataset.split.heldBack);
      const distance = (a: Sample, b: Sample): number => (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
      const right = held.filter(sample => {
        const nearest = train.reduce((best, each) => (distance(each, sample) < distance(best, sample) ? each : best));
        return nearest.label === sample.label;
      });
      assert.ok(right.length / held.length >= 0.95, `${right.length} of ${held.length}`);
    });
  }
});
