/** Mistakes that ask for endless work end in one message, after a bounded number of steps. */
import { strict as assert } from 'node:assert';
import { limits } from '../../src/graph/elaborate-context.js';
import { analyzeText } from './sources.js';

const within = (body: string, before = ''): readonly string[] =>
  analyzeText(`${before}\nnetwork N {\n  input x: 8x16x16\n${body}\n}\n`).problems.map(p => p.code);

describe('bounds of the analysis', function () {
  this.timeout(60_000);

  it('a repeat of a billion rounds is one mistake', () => {
    assert.deepEqual(within('repeat 1e9 { conv(8, 1) }'), ['bad-repeat']);
    assert.deepEqual(within('repeat 1e30 { conv(8, 1) }'), ['bad-repeat']);
  });

  it('rounds within rounds that do nothing end too', () => {
    assert.deepEqual(within('repeat 100000 as i { repeat 100000 as j { if j > i { relu } } }'), ['too-many-layers']);
  });

  it('a block that calls itself twice with other arguments each time ends', () => {
    const tree = 'block F(n, k) {\n  if n > 0 { F(n - 1, 2 * k) -> F(n - 1, 2 * k + 1) }\n}';
    assert.deepEqual(within('F(60, 1)', tree), ['too-many-layers']);
  });

  it('a block that calls itself without end is one mistake, at the call', () => {
    assert.deepEqual(within('F(1)', 'block F(n) { conv(8, 1) -> F(n + 1) }'), ['endless-recursion']);
    assert.deepEqual(within('F', 'block F { conv(8, 1) -> F }'), ['endless-recursion']);
    assert.deepEqual(within('A', 'block A { B }\nblock B { A }'), ['endless-recursion']);
  });

  it('a hundred thousand rounds of a block cost one body', () => {
    const report = analyzeText(
      'block B { conv(8, 3, padding: same) -> selu }\nnetwork N {\n input x: 8x16x16\n repeat 100000 { B }\n}',
    );
    assert.deepEqual(report.problems, []);
    const [network] = report.networks;
    assert.equal(network?.graph.body.nodes.length, 1);
    assert.equal(network.calls, 200_000);
    // 100,000 x (8 x 8 x 9 + 8) weights
    assert.equal(network.totals.parameters.trainable.value, 100_000 * (8 * 8 * 9 + 8));
    assert.equal(network.layers(10).truncated, 199_990);
  });

  it('more layer calls than the bound are refused, a few less are not', () => {
    assert.deepEqual(within(`repeat ${String(limits.calls / 2 + 1)} { conv(8, 1) -> relu }`), ['too-many-layers']);
    assert.deepEqual(within(`repeat ${String(limits.calls / 2)} { conv(8, 1) -> selu }`), []);
  });

  it('counts beyond 2^53 stay exact', () => {
    const report = analyzeText('network N {\n input x: [3000000000]\n dense(3000000001, bias: false)\n}');
    assert.equal(report.networks[0]?.totals.parameters.trainable.toString(), '9000000003000000000');
  });

  it('powers, ranges and nested lists without measure are mistakes, not hangs', () => {
    assert.deepEqual(within('conv(9 ** 9 ** 9 ** 9, 1)'), ['number-too-large']);
    assert.deepEqual(within('repeat range(1e8) as i { conv(i + 1, 1) }'), ['bad-function-call']);
  });
});
