/** Differences of networks: the layers that explain them add up to the difference of the totals, whatever was edited. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compareNetworks, comparedFigures, type Comparison } from '../../src/analysis/compare.js';
import type { NetworkReport } from '../../src/analysis/report.js';
import { analyzeExample } from '../networks/examples.js';
import { analyzeText, networkOf } from './sources.js';

function checkExplained(comparison: Comparison): void {
  for (const figure of comparedFigures) {
    const { difference, explained } = comparison.totals[figure];
    if (difference === undefined) continue;
    assert.equal(explained?.toString(), difference.toString(), figure);
  }
}

describe('the layers of a network', () => {
  const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.nn'))
    .map(name => name.slice(0, -3));
  for (const name of examples) {
    it(`add up to its totals: ${name}`, () => {
      const networks: readonly NetworkReport[] = analyzeExample(name, {
        batch: 3,
        optimizer: 'adam(lr: 1e-3)',
      }).networks;
      for (const network of networks) checkExplained(compareNetworks(undefined, network));
    });
  }
});

const CORPUS = 'test/reference/corpus';

describe('a difference', function () {
  this.timeout(120_000);
  const corpus = Object.fromEntries(
    readdirSync(CORPUS)
      .filter(name => name.endsWith('.nn'))
      .map(name => [name, readFileSync(`${CORPUS}/${name}`, 'utf8')]),
  );

  it('is explained to the unit by layers, whatever line was left out, doubled or given other numbers', () => {
    let compared = 0;
    const edits = fc.record({
      name: fc.constantFrom(...Object.keys(corpus)),
      line: fc.nat(),
      edit: fc.constantFrom('drop', 'double', 'number'),
      factor: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(edits, ({ name, line, edit, factor }) => {
        const lines = (corpus[name] ?? '').split('\n');
        const at = line % lines.length;
        const old = lines[at] ?? '';
        const fresh = { drop: [], double: [old, old], number: [old.replace(/\d+/, n => String(Number(n) * factor))] }[
          edit
        ];
        const text = [...lines.slice(0, at), ...fresh, ...lines.slice(at + 1)].join('\n');
        const [before, after] = [lines.join('\n'), text].map(t =>
          analyzeText(t, { optimizer: 'adam(lr: 1e-3)' }, corpus),
        );
        for (const network of before?.networks ?? []) {
          const other = after?.networks.find(n => n.name === network.name);
          const comparison = compareNetworks(network, other);
          checkExplained(comparison);
          compared += Number(comparison.totals.parameters.difference?.equals(0) === false);
        }
      }),
      { numRuns: 150 },
    );
    assert.ok(compared > 10, `only ${String(compared)} networks changed`);
  });

  const net = (steps: string): NetworkReport => networkOf(`network N {\n input x: 3x16x16\n ${steps}\n}`);
  const said = (before: string, after: string): unknown =>
    compareNetworks(net(before), net(after)).layers.map(({ how, path, changes }) => [
      how,
      path,
      changes.map(c => `${c.what} ${c.before ?? ''} ${c.after ?? ''}`),
    ]);

  it('of a layer that was put in is that layer, although others have new numbers in their paths', () => {
    assert.deepEqual(
      said('conv(8, 1) -> relu -> conv(8, 3)', 'conv(8, 1) -> tanh -> conv(8, 5, padding: 2) -> relu -> conv(8, 3)'),
      [
        ['added', 'tanh_1', []],
        ['added', 'conv_2', []],
      ],
    );
  });

  it('of a block that was put in among its like begins where a block begins', () => {
    const blocks = (n: number): NetworkReport =>
      networkOf(`block B { dense(4) -> relu -> dense(4) }
network N {
  input x: [4]
  ${'B\n'.repeat(n)}
}`);
    const { layers } = compareNetworks(blocks(2), blocks(3));
    assert.equal(new Set(layers.map(l => l.path.split('.')[0])).size, 1);
    assert.equal(layers.length, 3);
  });

  it('names arguments and shapes, also where no figure changes', () => {
    assert.deepEqual(said('conv(8, 3, padding: 1)', 'conv(8, 3, padding: 2, dilation: 2)'), [
      ['changed', 'conv_1', ['padding 1 2', 'dilation  2']],
    ]);
    assert.deepEqual(said('conv(8, 1)', 'conv(4, 1)'), [
      ['changed', 'conv_1', ['channels 8 4', 'output 8x16x16 4x16x16']],
    ]);
  });

  it('is nothing for the same network', () => {
    assert.deepEqual(said('conv(8, 1) -> batchnorm', 'conv(8, 1) -> batchnorm'), []);
  });

  it('says frozen weights: the same count, no gradients', () => {
    const { totals, layers } = compareNetworks(net('conv(8, 1)'), net('frozen { conv(8, 1) }'));
    // 3 x 8 + 8 weights of 4 bytes.
    assert.deepEqual([totals.parameters.difference?.value, totals.gradients.difference?.value], [0, -128]);
    assert.deepEqual(layers[0]?.changes, [{ what: 'weights', before: 'trained', after: 'frozen' }]);
  });

  it('is explained where checkpoints keep nothing of their inside, and where rounds share weights', () => {
    const steps = 'conv(8, 3) -> batchnorm -> relu -> conv(8, 3) -> relu';
    checkExplained(compareNetworks(net(steps), net(`checkpoint { ${steps} }`)));
    checkExplained(compareNetworks(undefined, net(`conv(8, 1)\n shared s = conv(8, 1)\n repeat 3 { s -> relu }`)));
  });

  it('of long lists is found by steps: still explained, and most layers are still the same', () => {
    const rounds = (n: number, more: string): NetworkReport =>
      networkOf(
        `network N {\n input x: [4]\n ${more}\n repeat ${String(n)} { dense(4) -> relu -> dense(4) -> tanh }\n ${more}\n}`,
      );
    const comparison = compareNetworks(rounds(1500, 'dense(4) -> sigmoid'), rounds(1600, 'dense(4) -> relu'));
    checkExplained(comparison);
    assert.ok(comparison.unchanged > 5900, String(comparison.unchanged));
  });
});
