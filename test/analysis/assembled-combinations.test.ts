/** Layers put together of others, within and beside all that the language has: sums, lists and programs agree; a scan is its loop written out. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { LayerLine } from '../../src/analysis/report.js';
import { lowerNetwork } from '../../src/plan/lower-network.js';
import { dense } from '../networks/count.js';
import { networkOf } from './sources.js';

const blocks = `block Expert(w) {
  input x: [..., D]
  dense(w) -> relu -> dense(D)
}
block Simple(width) {
  input x
  input state: [width]
  x -> dense(width) -> add(state -> dense(width)) -> tanh
}
`;

const networkText = (body: string): string => `${blocks}network N {\n  input x: [5, 8]\n  ${body}\n}`;

const expert = (width: number): number => dense(8, width) + dense(width, 8);
const simple = 2 * dense(8, 8);

const combinations: Readonly<Record<string, readonly [body: string, parameters: number]>> = {
  'experts that share their weights': ['shared e = Expert(8)\n  mixture(e, 4, 2)', 8 * 4 + expert(8)],
  'a frozen mixture': ['frozen { mixture(Expert(8), 4, 2) }', 0],
  'a checkpoint around both': [
    'checkpoint { mixture(Expert(8), 4, 2) -> scan(Simple(8), state: 8) }',
    8 * 4 + 4 * expert(8) + simple,
  ],
  'equal rounds': ['repeat 3 { scan(Simple(8), state: 8) }', 3 * simple],
  'unequal rounds': [
    'repeat 3 as i { mixture(Expert(8 * (i + 1)), 2) }',
    3 * 8 * 2 + 2 * (expert(8) + expert(16) + expert(24)),
  ],
  'defaults in force': ['defaults { dense(bias: false) }\n  mixture(Expert(8), 2)', 8 * 2 + 2 * 2 * 64],
  'a state that is a point': ['s = dense(8)\n  scan(Simple(8), state: s -> take(0))', dense(8, 8) + simple],
  'a cell that two scans share': ['shared c = Simple(8)\n  scan(c, state: 8)\n  scan(c, state: 8)', simple],
  'a mixture of mixtures': ['mixture(mixture(Expert(8), 2, 1), 2, 1)', 8 * 2 + 2 * (8 * 2 + 2 * expert(8))],
  'a cell with a layer behind it': ['scan(Simple(8) -> dense(4), state: 8)', simple + dense(8, 4)],
  'a part of training': ['training { output a = mixture(Expert(8), 2) }\n  dense(3)', 16 + 2 * expert(8) + dense(8, 3)],
  'a residual': ['residual { scan(Simple(8), state: 8) }', simple],
  'projected layers in both directions': [
    'recurrent(lstm(8, projection: 4), bidirectional: true)',
    2 * (4 * 8 * (8 + 4 + 2) + 4 * 8),
  ],
};

describe('layers put together of others', () => {
  for (const [title, [body, parameters]] of Object.entries(combinations))
    it(`count, list and lower alike: ${title}`, () => {
      const report = networkOf(networkText(body), { batch: 4, mode: 'train' });
      const { totals } = report;
      const { lines } = report.layers();
      const sum = (of: (line: LayerLine) => number | undefined): number =>
        lines.reduce((all, line) => all + (of(line) ?? NaN), 0);
      assert.equal(totals.parameters.trainable.value, parameters);
      assert.equal(
        sum(line => line.parameters.trainable.value),
        parameters,
      );
      assert.equal(
        sum(line => line.multiplyAdds?.value),
        totals.multiplyAdds?.value,
      );
      assert.equal(
        sum(line => line.bytes.keptForBackward?.value),
        totals.bytes.keptForBackward?.value,
      );
      assert.ok(totals.bytes.inferencePeak);
      const program = lowerNetwork(report.graph, { training: true });
      const trainable = program?.weights.filter(weight => weight.trainable) ?? [];
      assert.equal(
        trainable.reduce((all, { shape }) => all + shape.reduce((size, d) => size * d.value, 1), 0),
        parameters,
      );
    });

  it('keep, multiply and hold for a scan what its loop does, written out', () => {
    const made = networkOf(networkText('s = x -> take(0) -> dense(8)\n  x -> scan(Simple(8), state: s)')).totals;
    const loop = networkOf(
      networkText(`shared cell = Simple(8)
  h[0] = x -> take(0) -> dense(8)
  repeat 5 as i { h[i + 1] = x -> take(i) -> cell(state: h[i]) }
  h[1] -> stack(h[2], h[3], h[4], h[5])`),
    ).totals;
    assert.equal(made.parameters.trainable.value, loop.parameters.trainable.value);
    assert.equal(made.multiplyAdds?.value, loop.multiplyAdds?.value);
    assert.equal(made.bytes.keptForBackward?.value, loop.bytes.keptForBackward?.value);
  });
});
