/** What a part of a hint tells, and where a click on a dimension leads. */
import assert from 'node:assert/strict';
import { partHelp } from '../../src/editor/hint-parts.js';
import { fixture } from './view.js';

const text = `network N {
  input image: 3x224x224
  conv(64, 7, stride: 2, padding: 3, bias: false)
  batchnorm -> relu
  conv(64, 3, padding: 1)
}
`;

/** The text at which a click on a dimension of a line's shape leads. */
function origin(line: string, axis: number, of = text): string {
  const { view } = fixture(of);
  const { place } = partHelp(view, of.indexOf(line), 'shape', axis);
  assert.ok(place);
  return of.slice(place.range.start, place.range.end).split('(')[0] ?? '';
}

describe('a part of a hint', () => {
  it('leads to the call that sets a dimension', () => {
    assert.equal(origin('relu', 0), 'conv');
    assert.equal(origin('relu', 1), 'conv');
    const { view } = fixture(text);
    const first = partHelp(view, text.indexOf('conv(64, 3'), 'shape', 1).place;
    assert.equal(first?.range.start, text.indexOf('conv(64, 7'), 'a padded convolution leaves the map as it is');
    const channels = partHelp(view, text.indexOf('conv(64, 3'), 'shape', 0).place;
    assert.equal(channels?.range.start, text.indexOf('conv(64, 3'), 'but it makes channels of its own');
  });

  it('leads to the input where nothing changes a dimension', () => {
    assert.match(origin('relu', 2, 'network N {\n  input image: 3x8x8\n  relu\n}\n'), /^input image/);
  });

  it('leads into a block', () => {
    const blocks = 'block B(w) {\n  conv(w, 1)\n}\nnetwork N {\n  input image: 3x8x8\n  B(8)\n}\n';
    assert.equal(origin('B(8)', 0, blocks), 'conv');
  });

  it('tells parameters in full, with their formula', () => {
    // He et al. 2016, ResNet's stem: 64 * 3 * 7 * 7 = 9,408.
    const { view } = fixture(text);
    const { tooltip = '' } = partHelp(view, text.indexOf('conv(64, 7'), 'parameters', undefined);
    assert.match(tooltip, /\*\*9,408 parameters\*\*/);
    assert.match(tooltip, /weight: `64x3x7x7` = 9,408/);
  });

  it('tells multiply-adds in full', () => {
    // 9,408 weights at 112 * 112 places: 118,013,952, as fvcore counts them for this layer.
    const { view } = fixture(text);
    const { tooltip = '' } = partHelp(view, text.indexOf('conv(64, 7'), 'multiplyAdds', undefined);
    assert.match(tooltip, /\*\*118,013,952 multiply-adds/);
  });
});
