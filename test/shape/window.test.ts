/** Window geometry against counting by hand, and its symbolic answers against its numbers. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Dim } from '../../src/shape/dim.js';
import {
  composed,
  joined,
  ownField,
  throughTransposed,
  throughWindow,
  type ReceptiveField,
} from '../../src/shape/receptive-field.js';
import { extentOf, leastSize, sameWindows, transposedCount, unreadCells, windowCount } from '../../src/shape/window.js';

interface Geometry {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly low: number;
  readonly high: number;
}

const geometry: fc.Arbitrary<Geometry> = fc.record({
  size: fc.integer({ min: 1, max: 40 }),
  kernel: fc.integer({ min: 1, max: 9 }),
  stride: fc.integer({ min: 1, max: 6 }),
  dilation: fc.integer({ min: 1, max: 4 }),
  low: fc.integer({ min: 0, max: 5 }),
  high: fc.integer({ min: 0, max: 5 }),
});

/** First cells of all windows, by walking along the padded axis; `last` says whether a window may stand at a first cell. */
function walk(g: Geometry, last: (first: number) => boolean): readonly number[] {
  const firsts: number[] = [];
  for (let first = -g.low; last(first); first += g.stride) firsts.push(first);
  return firsts;
}

const taps = (g: Geometry, first: number): readonly number[] =>
  Array.from({ length: g.kernel }, (_, k) => first + k * g.dilation);
const fitsInPadding =
  (g: Geometry) =>
  (first: number): boolean =>
    taps(g, first).every(cell => cell < g.size + g.high);
const asArguments = (g: Geometry, size: Dim) => ({
  size,
  kernel: g.kernel,
  stride: g.stride,
  dilation: g.dilation,
  padding: [g.low, g.high] as const,
});
const parameters = (numRuns: number) => ({ numRuns, seed: Number(process.env['FC_SEED'] ?? 7) });

describe('windowCount', () => {
  it('counts the windows that a walk along the axis finds', () => {
    fc.assert(
      fc.property(geometry, g => {
        const firsts = walk(g, fitsInPadding(g));
        const { count, problem } = windowCount(asArguments(g, Dim.of(g.size)));
        assert.equal(problem !== undefined, firsts.length === 0);
        if (firsts.length > 0) assert.equal(count.value, firsts.length);
      }),
      parameters(4000),
    );
  });

  it('rounded up, counts a last window that is cut off, but none that starts behind the input', () => {
    fc.assert(
      fc.property(geometry, g => {
        const whole = walk(g, fitsInPadding(g)).length;
        // One more window is begun where cells of the padded input are left over behind the last one.
        const next = -g.low + whole * g.stride;
        const left = g.size + g.high - (whole === 0 ? next : next - g.stride + (g.kernel - 1) * g.dilation + 1);
        const starts = walk(g, first => first < g.size).length;
        fc.pre(whole > 0);
        const expected = Math.min(whole + (left > 0 ? 1 : 0), starts);
        const { count } = windowCount({ ...asArguments(g, Dim.of(g.size)), ceilMode: true });
        assert.equal(count.value, expected);
      }),
      parameters(4000),
    );
  });

  it('counts the cells at the end that no window reads', () => {
    fc.assert(
      fc.property(geometry, g => {
        const firsts = walk(g, fitsInPadding(g));
        fc.pre(firsts.length > 0);
        const read = Math.max(...firsts.flatMap(first => taps(g, first)));
        const given = asArguments(g, Dim.of(g.size));
        assert.equal(unreadCells(windowCount(given), given).value, Math.max(0, g.size - 1 - read));
      }),
      parameters(3000),
    );
  });

  it('names the least size that has a window', () => {
    fc.assert(
      fc.property(geometry, fc.boolean(), (g, ceilMode) => {
        fc.pre(!ceilMode || (g.low <= g.kernel / 2 && g.high <= g.kernel / 2));
        const at = (size: number) => ({ ...asArguments(g, Dim.of(size)), ceilMode });
        const problemAt = (size: number) => windowCount(at(size)).problem;
        const least = leastSize(windowCount(at(g.size)), at(g.size)).value;
        assert.equal(problemAt(least), undefined);
        if (least > 1) assert.equal(problemAt(least - 1)?.kind, 'window-too-large');
      }),
      parameters(2000),
    );
  });

  it('gives formulas that agree with its numbers', () => {
    fc.assert(
      fc.property(geometry, fc.boolean(), (g, ceilMode) => {
        const open = { ...asArguments(g, Dim.symbol('H')), ceilMode };
        const closed = { ...open, size: Dim.of(g.size) };
        const formula = windowCount(open);
        const number = windowCount(closed);
        fc.pre(number.problem === undefined);
        const bindings = new Map([['H', Dim.of(g.size)]]);
        assert.equal(formula.count.substitute(bindings).key, number.count.key);
        assert.equal(unreadCells(formula, open).substitute(bindings).key, unreadCells(number, closed).key);
      }),
      parameters(1500),
    );
  });

  it('says with numbers why a window does not fit', () => {
    const message = (size: number, kernel: number, padding: readonly [number, number], dilation: number) =>
      windowCount({ size: Dim.of(size), kernel, padding, dilation }).problem?.message;
    assert.equal(message(8, 9, [0, 0], 1), 'a window of 9 does not fit in 8');
    assert.equal(message(4, 7, [1, 1], 1), 'a window of 7 does not fit in 4 (6 with its padding)');
    assert.equal(message(4, 3, [0, 0], 2), 'a window of 3 that spans 5 with its dilation does not fit in 4');
  });

  it('refuses a stride, kernel or dilation below 1 and a negative padding', () => {
    const size = Dim.of(8);
    assert.equal(windowCount({ size, kernel: 3, stride: 0 }).problem?.kind, 'not-positive');
    assert.equal(windowCount({ size, kernel: 0 }).problem?.kind, 'not-positive');
    assert.equal(windowCount({ size, kernel: 3, dilation: -1 }).problem?.kind, 'not-positive');
    assert.equal(windowCount({ size, kernel: 3, padding: [0, -1] }).problem?.kind, 'negative-padding');
    assert.equal(transposedCount({ size, kernel: 3, outputPadding: -1 }).problem?.kind, 'negative-padding');
  });

  it('leaves a window on a free symbol open, and prints its count in the short form', () => {
    const H = Dim.symbol('H');
    // By hand: floor((H + 2 - 3) / 2) + 1 = floor((H + 1) / 2), and floor((H + 6 - 7) / 2) + 1 the same.
    assert.equal(windowCount({ size: H, kernel: 3, stride: 2, padding: [1, 1] }).count.toString(), '(H + 1) // 2');
    assert.equal(windowCount({ size: H, kernel: 7, stride: 2, padding: [3, 3] }).count.toString(), '(H + 1) // 2');
    assert.equal(windowCount({ size: H, kernel: 2, stride: 2 }).count.toString(), 'H // 2');
    assert.equal(windowCount({ size: H, kernel: 5 }).count.toString(), 'H - 4');
    assert.equal(windowCount({ size: H, kernel: 5 }).problem, undefined);
    assert.equal(leastSize(windowCount({ size: H, kernel: 5 }), { size: H, kernel: 5 }).value, 5);
  });
});

describe('sameWindows', () => {
  it('gives ceil(size / stride) windows, padded as little as they need, the odd cell at the end', () => {
    fc.assert(
      fc.property(geometry, g => {
        const { count, padding } = sameWindows({
          size: Dim.of(g.size),
          kernel: g.kernel,
          stride: g.stride,
          dilation: g.dilation,
        });
        const [low, high] = padding.map(p => p.value) as [number, number];
        assert.equal(count.value, Math.ceil(g.size / g.stride));
        assert.ok(high === low || high === low + 1);
        const padded = { ...g, low, high };
        const found = walk(padded, fitsInPadding(padded)).length;

        assert.equal(found, count.value);
        if (low + high > 0) {
          const less = high > low ? { ...padded, high: high - 1 } : { ...padded, low: low - 1 };
          assert.ok(walk(less, fitsInPadding(less)).length < count.value);
        }
      }),
      parameters(3000),
    );
  });

  it('splits the padding of a free symbol where that does not depend on it', () => {
    const H = Dim.symbol('H');
    const stride1 = sameWindows({ size: H, kernel: 4 });
    assert.deepEqual([stride1.count, ...stride1.padding].map(String), ['H', '1', '2']);
    const pointwise = sameWindows({ size: H, kernel: 1, stride: 2 });
    assert.deepEqual(pointwise.padding.map(String), ['0', '0']);
  });
});

describe('transposedCount', () => {
  it('is the size whose windows are as many as the cells that came in', () => {
    fc.assert(
      fc.property(geometry, fc.integer({ min: 0, max: 5 }), (g, extra) => {
        const { count, problem } = transposedCount({ ...asArguments(g, Dim.of(g.size)), outputPadding: extra });
        fc.pre(problem === undefined);
        assert.ok(extra < Math.max(g.stride, g.dilation));
        fc.pre(extra < g.stride);
        const back = { ...g, size: count.value };
        assert.equal(walk(back, fitsInPadding(back)).length, g.size);
      }),
      parameters(3000),
    );
  });

  it('is a formula on a free symbol', () => {
    const up = transposedCount({ size: Dim.symbol('H').floorDiv(2), kernel: 2, stride: 2 });
    assert.equal(up.count.toString(), '2 * (H // 2)');
  });
});

/** All input cells that output cell `o` depends on through layers, by following every tap. */
function cellsOf(layers: readonly (Geometry & { transposed: boolean })[], o: number): readonly number[] {
  let cells = new Set([o]);
  for (const g of [...layers].reverse()) {
    const before = new Set<number>();
    for (const cell of cells) {
      for (let k = 0; k < g.kernel; k += 1) {
        if (!g.transposed) before.add(cell * g.stride - g.low + k * g.dilation);
        else if ((cell + g.low - k * g.dilation) % g.stride === 0)
          before.add((cell + g.low - k * g.dilation) / g.stride);
      }
    }
    cells = before;
  }
  return [...cells];
}

function through(field: ReceptiveField, g: Geometry & { transposed: boolean }): ReceptiveField {
  const step = { extent: extentOf(g.kernel, g.dilation), stride: g.stride, low: g.low };
  return g.transposed ? throughTransposed(field, step) : throughWindow(field, step);
}

describe('receptive fields', () => {
  const windows = fc
    .array(geometry, { minLength: 1, maxLength: 4 })
    .map(all => all.map(g => ({ ...g, transposed: false })));

  it('begin and end where the taps of all layers begin and end', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 0, max: 3 }), (layers, o) => {
        const field = layers.reduce(through, ownField);
        const cells = cellsOf(layers, o);
        assert.equal(field.start.value + o * field.jump.value, Math.min(...cells));
        assert.equal(field.size.value, Math.max(...cells) - Math.min(...cells) + 1);
      }),
      parameters(500),
    );
  });

  it('compose from the field of a part', () => {
    fc.assert(
      fc.property(windows, windows, (first, second) => {
        const outer = first.reduce(through, ownField);
        const inner = second.reduce(through, ownField);
        const whole = second.reduce(through, outer);
        const both = composed(outer, inner);
        assert.deepEqual(
          [both.size.key, both.jump.key, both.start.key],
          [whole.size.key, whole.jump.key, whole.start.key],
        );
      }),
      parameters(300),
    );
  });

  it('cover all that an upsampled cell reads', () => {
    const up = geometry.map(g => ({ ...g, dilation: 1, transposed: true }));
    fc.assert(
      fc.property(windows, up, fc.integer({ min: 0, max: 12 }), (layers, last, o) => {
        const field = through(layers.reduce(through, ownField), last);
        const cells = cellsOf([...layers, last], o);
        fc.pre(cells.length > 0);
        assert.ok(Math.max(...cells) - Math.min(...cells) + 1 <= field.size.value);
      }),
      parameters(500),
    );
  });

  it('of VGG-16 are 212 cells wide behind the last pooling, 32 apart', () => {
    // Published with many receptive-field calculators; by hand: 2 convolutions of 3 and a pooling of 2, twice, then 3 and a pooling, three times.
    const conv = { extent: Dim.of(3), low: 1 };
    const pool = { extent: Dim.of(2), stride: 2 };
    const layers = [2, 2, 3, 3, 3].flatMap(n => [...Array.from({ length: n }, () => conv), pool]);
    const field = layers.reduce<ReceptiveField>(throughWindow, ownField);
    assert.deepEqual([field.size.value, field.jump.value], [212, 32]);
  });

  it('of two paths are joined to the hull of both', () => {
    const wide = throughWindow(ownField, { extent: Dim.of(5), low: 2 });
    const hull = joined(wide, ownField);
    assert.deepEqual([hull?.size.value, hull?.start.value], [5, -2]);
    assert.equal(joined(wide, throughWindow(ownField, { extent: Dim.of(2), stride: 2 })), undefined);
  });
});
