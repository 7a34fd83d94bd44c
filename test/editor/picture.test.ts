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

const [added, cell, unread] = ['#ffffff', '#dce4ec', '#f4c7c3'];
const [first, second, third, fourth] = ['#2f6fb3', '#e59a3c', '#3f9f6c', '#9a63b8'];

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
    // 13 of 230 and of 112 columns are drawn; the window's 7 rows or 4, and the last 2.
    assert.equal(squares(svg, added) + squares(svg, cell), 13 * (7 + 2) + 13 * (4 + 2));
    // A hover is 250 pixels high, of which the answer and two formulas take 85.
    assert.ok(Number(/height="(\d+)"/.exec(svg)?.[1]) <= 170);
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

  it('shows the windows of an adaptive pooling, which overlap where sizes do not divide', () => {
    const { svg = '', words } = pictureFor('3x10x10', 'adaptive_avgpool(7)') ?? {};
    // Window i reaches from floor(10 i / 7) to ceil(10 (i + 1) / 7): 0 to 2, 1 to 3, 2 to 5.
    assert.equal(squares(svg, first), 2 * 2 + 1);
    assert.equal(squares(svg, second), 2 * 2 + 1);
    assert.equal(squares(svg, third), 2 * 3 + 1);
    assert.match(words ?? '', /windows of 2 and 3 cells/);
  });

  it('shows where cells go: copies, channels that become neighbours, what a padding repeats, columns that become windows', () => {
    const copied = pictureFor('3x4x4', 'upsample(2)')?.svg ?? '';
    assert.equal(squares(copied, first), 1 + 4);
    const mixed = pictureFor('3x4x4', 'upsample(2, mode: bilinear)')?.svg ?? '';
    // Place 1 of 8 lies at (1 + 1/2) / 2 - 1/2 = 1/4: between cells 0 and 1 along both axes.
    assert.equal(squares(mixed, first), 4 + 1);
    const shuffled = pictureFor('8x3x3', 'pixel_shuffle(2)')?.svg ?? '';
    for (const colour of [first, second, third, fourth]) assert.equal(squares(shuffled, colour), 2);
    const padded = pictureFor('3x5x5', 'pad(2, mode: circular)')?.svg ?? '';
    assert.equal(squares(padded, added), 81 - 25);
    assert.equal(squares(padded, first), 2);
    const folded = pictureFor('[27, 64]', 'fold(8x8, 3, padding: 1)')?.svg ?? '';
    assert.equal(squares(folded, first), 9 + 9);
    const windows = pictureFor('3x8x8', 'windows(4)')?.svg ?? '';
    // Of sixteen cells in a row thirteen are drawn.
    assert.equal(squares(windows, first), 16 + 13);
    assert.equal(squares(pictureFor('3x9x9', 'crop(2)')?.svg ?? '', added), 81 - 25);
  });

  it('shows which numbers a norm takes together on the faces of a cube', () => {
    // Drawn: 6 channels, 4 positions, 4 samples; the faces are 6 * 4 + 6 * 4 + 4 * 4 = 64 squares.
    const faces = (step: string, input = '32x8x8'): number => {
      const { svg = '' } = pictureFor(input, step) ?? {};
      assert.equal(squares(svg, first) + squares(svg, cell), 64, step);
      return squares(svg, first);
    };
    // One channel of all samples: a column in front, a row above, the whole side.
    assert.equal(faces('batchnorm'), 4 + 4 + 16);
    assert.equal(faces('instancenorm'), 4 + 1 + 4);
    // A quarter of six channels: one or two.
    assert.equal(faces('groupnorm(3)', '33x8x8'), 2 * 4 + 2 + 4);
    // All features of one position of one sample.
    assert.equal(faces('layernorm', '[16, 64]'), 6 + 6 + 1);
    assert.equal(faces('rmsnorm', '[16, 64]'), 6 + 6 + 1);
    assert.match(pictureFor('32x8x8', 'groupnorm(4)')?.words ?? '', /^512 numbers have one mean and variance/);
  });

  it('shows which keys a query sees', () => {
    const causal = pictureFor('[10, 16]', 'attention(heads: 2, causal: true)')?.svg ?? '';
    // 1 + 2 + ... + 10 of a hundred.
    assert.equal(squares(causal, first), 55);
    assert.equal(squares(causal, added), 45);
    const sliding = pictureFor('[10, 16]', 'attention(heads: 2, causal: true, window: 3)')?.svg ?? '';
    assert.equal(squares(sliding, first), 1 + 2 + 8 * 3);
    assert.equal(pictureFor('[10, 16]', 'attention(heads: 2)'), undefined);
  });

  it('shows a sequence in two rows: what comes before stands on the left of a causal window', () => {
    const { svg = '' } = pictureFor('[4, 8]', 'conv(4, 3, dilation: 2, padding: causal)') ?? {};
    // Four cells are added before the eight, none behind; eight results.
    assert.equal(squares(svg, added), 4);
    assert.equal(squares(svg, cell), 8 + 6);
    assert.equal(squares(svg, first), 3 + 1);
    assert.equal(squares(svg, second), 3 + 1);
  });

  it('of a sketch is bounded in size too, and read at 300 pixels', () => {
    for (const [input, step] of [
      ['3x4096x4096', 'windows(512)'],
      ['3x4096x4096', 'upsample(4, mode: bicubic)'],
      ['3x4096x4096', 'pad(1000, mode: reflect)'],
      ['3x4096x4096', 'adaptive_avgpool(1000)'],
      ['[4096, 64]', 'attention(heads: 2, causal: true, window: 1024)'],
      ['4096x4096', 'layernorm'],
    ] as const) {
      const { svg = '' } = pictureFor(input, step) ?? {};
      assert.ok(svg.length > 500 && svg.length < 30_000, `${step}: ${String(svg.length)}`);
      assert.match(svg, /^[\x20-\x7e]*$/);
      assert.doesNotMatch(svg, /NaN|undefined/);
      assert.ok(Number(/width="(\d+)"/.exec(svg)?.[1]) <= 440, step);
    }
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
