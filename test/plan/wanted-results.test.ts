/** Results that a layer leaves out unless somebody reads them: the weights of attention. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lowerNetwork } from '../../src/plan/lower-network.js';
import { Tape } from '../../src/plan/program.js';
import { analyzeText, networkOf } from '../analysis/sources.js';

function operationsOf(text: string): readonly string[] {
  const [network] = analyzeText(text).graph.networks;
  assert.ok(network);
  const program = lowerNetwork(network, { training: false }, new Tape());
  assert.ok(program, 'the network is not lowered');
  return program.tape.nodes().map(({ operation }) => operation.name);
}

describe('results that cost more', () => {
  it('are worked out where an output reads them', () => {
    const text =
      'network N {\n  input x: [4, 8]\n  seen = attention(heads: 2)\n  output y = seen\n  output w = seen.weights\n}';
    assert.ok(operationsOf(text).includes('attentionWithWeights'));
  });

  it('are left out where nobody does', () => {
    const text = 'network N {\n  input x: [4, 8]\n  attention(heads: 2)\n}';
    assert.ok(!operationsOf(text).includes('attentionWithWeights'));
  });

  it('keep what PyTorch 2.15’s MultiheadAttention keeps where it hands out its weights', () => {
    const kept = (text: string): number | undefined => networkOf(text).totals.bytes.keptForBackward?.value;
    const body = 'network N {\n  input x: [4, 8]\n  seen = attention(heads: 2)\n';
    const t = 4 * 4 * 8;
    // Input, q, k and v, result, log-sum-exp of each head and position.
    assert.equal(kept(`${body}  output y = seen\n}`), t + 3 * t + t + 4 * 4 * 2);
    // `need_weights=True`: scaled q and the matrix instead of the log-sum-exp. Measured with saved_tensors_hooks at 5x8, 2 heads
    // (five storages of 160, 200 and 480 bytes) and 2x7x12, 3 heads: t, 3t in one, t, matrix, t.
    assert.equal(kept(`${body}  output y = seen\n  output w = seen.weights\n}`), t + 3 * t + t + 4 * 2 * 4 * 4 + t);
  });
});
