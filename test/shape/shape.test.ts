/** Shapes: how they are written, compared and brought together (LANGUAGE.md, section 11). */
import assert from 'node:assert/strict';
import { Dim } from '../../src/shape/dim.js';
import { dtypes, elementBytes } from '../../src/shape/dtype.js';
import { align, clashText } from '../../src/shape/align.js';
import { elements, formatShape, sameShape, shapeKey, shapeOf, type Shape } from '../../src/shape/shape.js';
import { readExpression } from './expression-reader.js';

/** `64x16x16`, `[3, H, W // 2]`, `[]`. */
function read(text: string): Shape {
  if (!text.startsWith('[')) return text.split('x').map(n => Dim.of(Number(n)));
  return text === '[]' ? [] : text.slice(1, -1).split(', ').map(readExpression);
}

function checkAlign(a: string, b: string, axis: number | undefined, expected: string): void {
  const where = axis === undefined ? '' : ` from axis ${axis}`;
  it(`joins ${a} and ${b}${where}: ${expected}`, () => {
    const met = align(read(a), read(b), axis);
    if (!met.fits) {
      assert.equal(clashText(met.clash), expected);
      return;
    }
    const conditions = met.conditions.map(c => ` if ${c.left.toString()} == ${c.right.toString()}`);
    const chance = met.alsoAt === undefined ? '' : ` or by chance at ${met.alsoAt}`;
    assert.equal(`${formatShape(met.shape)}${conditions.join('')}${chance}`, expected);
  });
}

describe('a shape', () => {
  it('is written with an x between numbers, as a list where a formula is in it', () => {
    for (const text of ['64x16x16', '[3, H, W // 2]', '[10]', '[]', '[C]']) assert.equal(formatShape(read(text)), text);
  });

  it('has the product of its sizes for elements', () => {
    assert.equal(elements(read('64x16x16')).value, 16384);
    assert.equal(elements([]).value, 1);
    assert.equal(elements(read('[64, H // 2, W // 2]')).toString(), '64 * (H // 2) * (W // 2)');
    assert.equal(elements(shapeOf(1 << 30, 1 << 30)).toBigInt(), 1n << 60n);
  });

  it('is the same as another for all symbols, for none, or for some', () => {
    assert.equal(sameShape(read('64x16'), read('64x16')), true);
    assert.equal(sameShape(read('64x16'), read('64x16x1')), false);
    assert.equal(sameShape(read('[64, H]'), read('[32, H]')), false);
    assert.equal(sameShape(read('[64, H]'), read('[64, 16]')), 'unknown');
    assert.equal(sameShape(read('[H // 2 + (H + 1) // 2]'), read('[H]')), true);
    assert.equal(shapeKey(read('64x16x16')), '64,16,16');
    assert.notEqual(shapeKey(read('[C, H]')), shapeKey(read('[H, C]')));
  });
});

describe('shapes that meet', () => {
  checkAlign('64x16x16', '64x16x16', undefined, '64x16x16');
  checkAlign('64x16x16', '64x1x1', undefined, '64x16x16');
  checkAlign('64x1x16', '64x16x1', undefined, '64x16x16');
  checkAlign('64x16x16', '[64]', undefined, '64x16x16');
  checkAlign('[64]', '64x16x16', undefined, '64x16x16');
  checkAlign('64x16x16', '[]', undefined, '64x16x16');
  checkAlign('64x16x16', '32x16x16', undefined, 'dimension 0 is 64 on one side and 32 on the other');
  checkAlign('[16]', '64x16', undefined, 'dimension 0 is 16 on one side and 64 on the other');
  checkAlign('196x768', '[768]', -1, '196x768');
  checkAlign('196x768', '[768]', undefined, 'dimension 0 is 196 on one side and 768 on the other');
  checkAlign('12x196x196', '196x196', 1, '12x196x196');
  checkAlign('12x196x196', '196x196', 2, '2 dimensions from axis 2 on do not fit into 3');
  checkAlign('196x196', '[196]', undefined, '196x196 or by chance at 1');
  checkAlign('196x196', '[196]', 0, '196x196');
  checkAlign('196x196', '[1]', undefined, '196x196');
  checkAlign('16x16x16', '16x16', undefined, '16x16x16 or by chance at 1');
  checkAlign('[C, H, W]', '[C]', undefined, '[C, H, W]');
  checkAlign('[H, H, H]', '[H]', undefined, '[H, H, H] or by chance at 2');
  checkAlign('[C, 2 * (H // 2)]', '[C, H]', undefined, '[C, 2 * (H // 2)] if 2 * (H // 2) == H');
  checkAlign('[C, H]', '[C, H + 1]', undefined, 'dimension 1 is H on one side and H + 1 on the other');
});

describe('dtypes', () => {
  it('have the sizes that PyTorch gives them', () => {
    // torch.empty(0, dtype=...).element_size() for each; `float` is what the run says.
    const sizes = { float32: 4, float64: 8, float16: 2, bfloat16: 2, int64: 8, int32: 4, bool: 1 };
    for (const [dtype, size] of Object.entries(sizes)) {
      const known = dtypes.find(d => d === dtype);
      assert.equal(known && elementBytes(known), size, dtype);
    }
    assert.equal(elementBytes('float', 'bfloat16'), 2);
    assert.equal(elementBytes('int64', 'bfloat16'), 8);
  });
});
