/** The picture of a window over a grid: cells as the arithmetic has them, bounded for large inputs, words beside it. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { examplePicture, documentedLayers } from '../../scripts/reference-layers.js';
import { hover } from '../../src/editor/hover.js';
import { pictureOf, type Picture } from '../../src/editor/picture.js';
import { analyzeText } from '../analysis/sources.js';
import { fixture } from './view.js';

function pictureFor(input: string, step: string): Picture | undefined {
  const { graph, problems } = analyzeText(`network N {\n  input x: ${input}\n  ${step}\n}\n`);
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  const node = graph.networks[0]?.body.nodes[0];
  return node?.kind === 'layer' ? pictureOf(node.call) : undefined;
}

/** Squares of a colour. */
const squares = (svg: string, fill: string): number =>
  [...svg.matchAll(/<path d="([^"]*)" fill="([^"]*)"/g)]
    .filter(([, , colour]) => colour === fill)
    .reduce((sum, [, data = '']) => sum + data.split('z').length - 1, 0);

const [added, cell, unread, first, second] = ['#ffffff', '#dce4ec', '#f4c7c3', '#2f6fb3', '#e59a3c'];

describe('the picture of an operation', () => {
  it('shows input, padding, two windows and the output of a convolution', () => {
    const { svg = '', words } = pictureFor('3x8x8', 'conv(8, 3, stride: 2, padding: 1)') ?? {};
    // 10 * 10 padded cells, of which 8 * 8 are the input's; the output is 4 * 4 by (8 + 2 - 3) // 2 + 1.
    assert.equal(squares(svg, added), 100 - 64);
    assert.equal(squares(svg, cell), 64 + 16);
    // A window of nine cells and the cell that it becomes, twice.
    assert.equal(squares(svg, first), 9 + 1);
    assert.equal(squares(svg, second), 9 + 1);
    assert.equal(squares(svg, unread), 0);
    assert.equal(words, '3x3 window, stride 2, padding 1: 8x8 cells give 4x4');
  });

  it('shows cells that no window reads', () => {
    const { svg = '', words } = pictureFor('3x8x8', 'maxpool(3)') ?? {};
    // Two windows of 3 along an axis of 8: two rows and two columns are left, 64 - 36 cells.
    assert.equal(squares(svg, unread), 28);
    assert.match(words ?? '', /never read: 2 rows and 2 columns at the end/);
  });

  it('shows the gaps of a dilation', () => {
    const { svg = '' } = pictureFor('1x1x9', 'conv(1, [1, 3], dilation: [1, 4])') ?? {};
    // Taps at 0, 4, 8 of 9 cells: one window only.
    assert.equal(squares(svg, first), 3 + 1);
    assert.equal(squares(svg, second), 0);
  });

  it('turns a transposed convolution round: an input cell becomes a window of the output', () => {
    const { svg = '', words } =
      pictureFor('8x4x4', 'transposed_conv(8, 3, stride: 2, padding: 1, output_padding: 1)') ?? {};
    // (4 - 1) * 2 + 3 + 1 = 10 cells before a cell on each side is cut off: 8 * 8 are left.
    assert.equal(squares(svg, added), 100 - 64);
    assert.equal(squares(svg, cell), 64 + 16);
    assert.match(words ?? '', /4x4 cells give 8x8/);
  });

  it('draws the beginning and the end of a large input, with its numbers', () => {
    const { svg = '' } = pictureFor('3x224x224', 'conv(64, 7, stride: 2, padding: 3)') ?? {};
    assert.match(svg, /input 224x224</);
    assert.match(svg, /output 112x112</);
    // 13 of 230 and of 112 cells along an axis are drawn.
    assert.equal(squares(svg, added) + squares(svg, cell), 13 * 13 * 2);
  });

  it('is bounded in size whatever the numbers, and in plain letters', () => {
    const size = fc.integer({ min: 1, max: 100_000 });
    const small = fc.integer({ min: 1, max: 5_000 });
    fc.assert(
      fc.property(size, size, small, small, small, (h, w, kernel, stride, dilation) => {
        const step = `conv(1, ${String(kernel)}, stride: ${String(stride)}, dilation: ${String(dilation)}, padding: same)`;
        const picture = pictureFor(`1x${String(h)}x${String(w)}`, step);
        assert.ok(picture);
        assert.ok(picture.svg.length < 30_000, String(picture.svg.length));
        assert.match(picture.svg, /^[\x20-\x7e]*$/);
        assert.doesNotMatch(picture.svg, /NaN|undefined/);
      }),
      { numRuns: 60 },
    );
  });

  it('is not there for a layer without a window or an open size', () => {
    assert.equal(pictureFor('3x8x8', 'relu'), undefined);
    assert.equal(pictureFor('[3, H, W]', 'conv(8, 3)'), undefined);
  });

  it('stands on the page of each layer with a window', () => {
    const drawn = documentedLayers.filter(layer => examplePicture(layer) !== undefined).map(({ name }) => name);
    for (const name of ['conv', 'depthwise_conv', 'transposed_conv', 'deformable_conv', 'maxpool', 'avgpool', 'unfold'])
      assert.ok(drawn.includes(name), name);
  });

  it('is in a hover only where the editor shows images', () => {
    const { view, offset } = fixture('network N {\n  input x: 3x8x8\n  co|nv(8, 3)\n}\n');
    assert.doesNotMatch(hover(view, offset)?.text ?? '', /data:image/);
    const shown = hover(view, offset, { pictures: true })?.text ?? '';
    assert.match(shown, /!\[3x3 window, stride 1: 8x8 cells give 6x6\]\(data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+\)/);
  });
});
