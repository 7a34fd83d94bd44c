/** Results that a layer leaves out unless somebody reads them: the weights of attention. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lowerNetwork } from '../../src/plan/lower-network.js';
import { Tape } from '../../src/plan/program.js';
import { analyzeText } from '../analysis/sources.js';

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
    assert.ok(operationsOf(text).includes('softmax'));
  });

  it('are left out where nobody does', () => {
    const text = 'network N {\n  input x: [4, 8]\n  attention(heads: 2)\n}';
    assert.ok(!operationsOf(text).includes('softmax'));
  });
});
