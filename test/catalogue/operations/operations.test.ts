/** What the table of operations says of itself. */
import assert from 'node:assert/strict';
import { Sequence } from '../../../src/catalogue/operations/builder.js';
import { operations } from '../../../src/catalogue/operations/index.js';
import type { WholeOperation } from '../../../src/catalogue/operations/operation.js';
import { Dim } from '../../../src/shape/dim.js';
import { formatShape } from '../../../src/shape/shape.js';

const table = Object.values(operations) as unknown as readonly WholeOperation[];

/** No gradient flows from these: they give truth values, positions or numbers that depend on no input. */
const without = (operation: WholeOperation): boolean =>
  operation.gradient === undefined && operation.decompose === undefined;

describe('the table of operations', () => {
  it('has a sentence for each operation', () => {
    for (const { name, summary } of table) assert.notEqual(summary, '', name);
  });

  it('is closed under differentiation: each operation has a gradient, a decomposition, or nothing to differentiate', () => {
    assert.deepEqual(
      table
        .filter(without)
        .map(({ name }) => name)
        .sort(),
      'argmax causalMask constant crossEntropyShares equal greater normal notEqual oneHot randomInteger uniform'.split(
        ' ',
      ),
    );
  });

  it('has a decomposition for each operation of first order only', () => {
    for (const operation of table)
      if (operation.traits?.includes('first-order')) assert.ok('decompose' in operation, operation.name);
  });
});

describe('a builder', () => {
  const sequence = new Sequence();
  const { op } = sequence;
  const [H, W] = [Dim.symbol('H'), Dim.symbol('W')];
  const image = sequence.source({ shape: [Dim.of(3), H, W], dtype: 'float', batched: true });
  const two = (n: number): readonly [Dim, Dim] => [Dim.of(n), Dim.of(n)];
  const geometry = { stride: two(2), padding: [two(1), two(1)], dilation: two(1), groups: Dim.of(1) };

  it('works shapes and multiply-adds out over symbols', () => {
    const weight = sequence.source({ shape: [8, 3, 3, 3].map(n => Dim.of(n)), dtype: 'float', batched: false });
    const y = op.conv(image, weight, geometry);
    assert.equal(formatShape(y.type.shape), '[8, (H + 1) // 2, (W + 1) // 2]');
    assert.equal(y.type.batched, true);
    const { operation, inputs, results, attributes } = sequence.nodes.at(-1)!;
    const macs = operation.multiplyAdds?.(
      inputs.map(input => input?.type),
      results.map(({ type }) => type),
      attributes,
    );
    // 8 x 4 x 4 results of 27 products each.
    const size = new Map(['H', 'W'].map(name => [name, Dim.of(8)]));
    assert.equal(macs?.substitute(size).value, 8 * 16 * 27);
  });

  it('gives one value for one result and a list for several', () => {
    const [y, positions] = op.maxpool(image, { kernel: two(2), ...geometry, ceil: false });
    assert.equal(positions.type.dtype, 'int64');
    assert.equal(formatShape(y.type.shape), formatShape(positions.type.shape));
    assert.equal(op.relu(y).type.batched, true);
  });

  it('takes a missing input as undefined and attributes that may all be left out as nothing', () => {
    const logits = sequence.source({ shape: [Dim.of(10)], dtype: 'float', batched: true });
    const label = sequence.source({ shape: [], dtype: 'int64', batched: true });
    assert.deepEqual(op.crossEntropy(logits, label, undefined).type, { shape: [], dtype: 'float', batched: false });
  });

  it('makes a batched tensor of anything that meets one', () => {
    const table = sequence.source({ shape: [Dim.of(4), Dim.of(6)], dtype: 'float', batched: false });
    const x = sequence.source({ shape: [Dim.of(6)], dtype: 'float', batched: true });
    assert.equal(op.add(table, x).type.batched, true);
    assert.equal(op.matmul(table, table, { transposeB: true }).type.batched, false);
    assert.equal(op.sumOverBatch(x).type.batched, false);
  });
});
