/** How figures grow: against the figures themselves, at numbers put in for the sizes and at other batches. */
import assert from 'node:assert/strict';
import { Dim } from '../../src/shape/dim.js';
import type { FigureGrowth, NetworkGrowth } from '../../src/analysis/growth.js';
import { analyzeText, networkOf } from './sources.js';

const network = (input: string, steps: string): string => `network N {\n input x: ${input}\n ${steps}\n}`;
const growthOf = (input: string, steps: string): NetworkGrowth => networkOf(network(input, steps)).growth();
const withSize = (figure: FigureGrowth | undefined, name: string): string | undefined => figure?.sizes.get(name);

describe('growth of the figures', () => {
  it('is linear with the height of an image for a convolution, whose weights stay', () => {
    const growth = growthOf('[3, H, 32]', 'conv(8, 3, padding: 1)');
    assert.deepEqual(growth.symbols, ['H']);
    assert.equal(withSize(growth.parameters, 'H'), 'constant');
    assert.equal(withSize(growth.multiplyAdds, 'H'), 'linear');
    assert.equal(withSize(growth.keptForBackward, 'H'), 'linear');
    assert.equal(withSize(growth.inferencePeak, 'H'), 'linear');
  });

  it('is quadratic with the side of a square image', () => {
    const growth = growthOf('[3, S, S]', 'conv(8, 3, padding: 1)');
    assert.equal(withSize(growth.multiplyAdds, 'S'), 'quadratic');
    assert.equal(withSize(growth.inferencePeak, 'S'), 'quadratic');
  });

  it('reaches the weights of a dense layer on a flattened map, which is refused', () => {
    const [report] = analyzeText(network('[3, S, S]', 'flatten -> dense(10)')).networks;
    assert.equal(withSize(report?.growth().parameters, 'S'), 'quadratic');
  });

  it('is quadratic with the length for attention, but what the fused kernel keeps is linear', () => {
    const text = network('[T, 64]', 'attention(heads: 4)');
    const fused = networkOf(text).growth();
    const plain = networkOf(text, { attention: 'plain' }).growth();
    assert.equal(withSize(fused.multiplyAdds, 'T'), 'quadratic');
    assert.equal(withSize(fused.keptForBackward, 'T'), 'linear');
    assert.equal(withSize(plain.keptForBackward, 'T'), 'quadratic');
  });

  it('is linear with the batch for what is kept and for the peak, and constant for parameters', () => {
    const growth = growthOf('8x8x8', 'conv(8, 3) -> batchnorm -> relu');
    assert.deepEqual(
      [
        growth.parameters?.batch,
        growth.multiplyAdds?.batch,
        growth.keptForBackward?.batch,
        growth.inferencePeak?.batch,
      ],
      ['constant', 'constant', 'linear', 'linear'],
    );
  });

  it('is constant with the batch where nothing is kept', () => {
    assert.equal(growthOf('[4]', 'frozen { dense(3) }').keptForBackward?.batch, 'constant');
  });

  it('is unknown where a layer is', () => {
    const growth = analyzeText(network('10x4', 'nonesuch -> dense(2)')).networks[0]?.growth();
    assert.ok(growth);
    assert.deepEqual(
      [growth.parameters, growth.keptForBackward, growth.inferencePeak],
      [undefined, undefined, undefined],
    );
  });

  it('is what the figures do when the size doubles again and again', () => {
    const text = network(
      '[3, S, S]',
      'conv(8, 3, padding: 1) -> maxpool(2) -> conv(4, 1) -> global_avgpool -> dense(2)',
    );
    const open = networkOf(text);
    const speeds = { constant: 1, linear: 2, quadratic: 4, higher: Infinity } as const;
    const ratio = (of: (size: number) => number | undefined): number => {
      const [a, b] = [of(2 ** 12), of(2 ** 13)];
      return a === undefined || b === undefined ? NaN : b / a;
    };
    const at = (size: number): ReadonlyMap<string, Dim> => new Map([['S', Dim.of(size)]]);
    const { growth, totals } = { growth: open.growth(), totals: open.totals };
    for (const [figure, of] of [
      [growth.multiplyAdds, (s: number) => totals.multiplyAdds?.substitute(at(s)).value],
      [growth.keptForBackward, (s: number) => totals.bytes.keptForBackward?.substitute(at(s)).value],
      [
        growth.inferencePeak,
        (s: number) => networkOf(text, { set: new Map([['S', String(s)]]) }).totals.bytes.inferencePeak?.value,
      ],
    ] as const) {
      const said = withSize(figure, 'S') as keyof typeof speeds;
      assert.ok(Math.abs(ratio(of) - speeds[said]) < 0.01, `${said}: ${String(ratio(of))}`);
    }
  });
});
