/**
 * Small networks put together at random, against PyTorch 2.15 (test/reference/random_networks.json, whose script writes each in both):
 * parameters, multiply-adds, and the bytes kept for backward in each precision and at several batch sizes, to the last one.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Choices, NetworkReport, Precision } from '../../src/analysis/report.js';
import { trainingSteps } from '../../src/analysis/training-steps.js';
import { walk } from '../../src/analysis/training-walk.js';
import { networkOf } from '../analysis/sources.js';

interface Measured {
  readonly text: string;
  readonly parameters: number;
  readonly multiply_adds: number;
  readonly kept: Readonly<Record<Precision, Readonly<Record<string, number>>>>;
}
const { networks } = JSON.parse(readFileSync('test/reference/random_networks.json', 'utf8')) as {
  readonly networks: readonly Measured[];
};

/** The same by two other ways: the list of layers, and the walk through a training step. */
function otherWays(network: NetworkReport): readonly (number | undefined)[] {
  const { lines } = network.layers();
  const steps = trainingSteps(network, lines);
  return [
    lines.reduce((sum, { bytes }) => sum + (bytes.keptForBackward?.value ?? 0), 0),
    steps && walk(steps, { lasting: 0, most: true }).kept,
  ];
}

describe('networks put together at random', () => {
  for (const [i, one] of networks.entries()) {
    it(`have PyTorch's figures: number ${i + 1}`, () => {
      const of = (choices: Choices): NetworkReport =>
        networkOf(one.text, { optimizer: 'sgd', mode: 'train', ...choices });
      const { totals } = of({ batch: 1, mode: 'infer' });
      assert.equal(totals.parameters.trainable.value, one.parameters, one.text);
      assert.equal(totals.multiplyAdds?.value, one.multiply_adds, one.text);
      for (const [precision, batches] of Object.entries(one.kept) as [Precision, Record<string, number>][]) {
        for (const [batch, bytes] of Object.entries(batches)) {
          const network = of({ batch: Number(batch), precision });
          const found = [network.totals.bytes.keptForBackward?.value, ...otherWays(network)];
          assert.deepEqual(found, [bytes, bytes, bytes], `${precision}, batch ${batch}:\n${one.text}`);
        }
      }
    });
  }

  it('are some hundreds', () => {
    assert.ok(networks.length >= 400);
  });
});
