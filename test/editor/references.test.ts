/** Where names are given and used, across files, and what renaming one changes. */
import assert from 'node:assert/strict';
import { definitionAt, renamable, renaming, usesAt } from '../../src/editor/references.js';
import { fixture, uriOf } from './view.js';

const blocks = 'block Squeeze(width) {\n  conv(width, 1)\n}\nblock Other {\n  Squeeze(width: 3)\n}\n';
const use =
  'import Squeeze from "./blocks.nn"\nnetwork N {\n  input image: 3x8x8\n  Squeeze(width: 8)\n  Squeeze(9)\n}\n';

/** `file:line` of each use. */
function uses(marked: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  const { view, offset } = fixture(marked, others);
  return usesAt(view, offset).map(({ uri, range }) => {
    const text = view.files.get(uri)?.text ?? '';
    return `${uri.replace('file:///project/', '')}:${text.slice(0, range.start).split('\n').length}`;
  });
}

function renamed(
  marked: string,
  name: string,
  others: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { view, offset } = fixture(marked, others);
  const found = renaming(view, offset, name);
  assert.ok('edits' in found, JSON.stringify(found));
  const texts: Record<string, string> = {};
  for (const { uri, range, text } of [...found.edits].sort((a, b) => b.range.start - a.range.start)) {
    const old = texts[uri] ?? view.files.get(uri)?.text ?? '';
    texts[uri] = old.slice(0, range.start) + text + old.slice(range.end);
  }
  return texts;
}

describe('the library', () => {
  it('keeps the names of its blocks, but for the ones that a file gives them', () => {
    const text =
      'import FeedForward from "netwright:transformer"\nnetwork N {\n  input x: [5, 8]\n  Feed|Forward(16)\n}\n';
    const { view, offset } = fixture(text);
    assert.equal(renamable(view, offset), undefined);
    assert.ok('error' in renaming(view, offset, 'Other'));
    const own = fixture(
      text.replace('FeedForward from', 'FeedForward as Ff from').replace('Feed|Forward(16)', 'F|f(16)'),
    );
    assert.equal(renamable(own.view, own.offset)?.name, 'Ff');
  });
});

describe('references', () => {
  it('of a block go through the files that import it', () => {
    assert.deepEqual(uses(use.replace('  Squeeze(9)', '  Squ|eeze(9)'), { 'blocks.nn': blocks }), [
      'blocks.nn:1',
      'blocks.nn:5',
      'main.nn:1',
      'main.nn:4',
      'main.nn:5',
    ]);
  });

  it('of a parameter include the arguments that bear its name', () => {
    assert.deepEqual(
      uses(blocks.replace('Squeeze(width)', 'Squeeze(wi|dth)'), { 'use.nn': use.replace('blocks', 'main') }),
      ['main.nn:1', 'main.nn:2', 'main.nn:5', 'use.nn:4'],
    );
  });

  it('of a point stay in its network', () => {
    assert.deepEqual(
      uses('network A {\n  input x: [3]\n  s = relu\n  add(|s)\n}\nnetwork B {\n  input x: [3]\n  s = relu\n}\n'),
      ['main.nn:3', 'main.nn:4'],
    );
  });
});

describe('an output behind a dot', () => {
  const gate = 'block Gate {\n  input x: [C, H, W]\n  output skip = x -> sigmoid\n  x -> relu\n}\n';
  const net =
    'import Gate from "./gate.nn"\nnetwork N {\n  input image: 3x8x8\n  layer = Gate\n  layer.skip -> flatten\n}\n';

  it('is a use of the output, from either side', () => {
    const expected = ['gate.nn:3', 'main.nn:5'];
    assert.deepEqual(uses(net.replace('.skip', '.sk|ip'), { 'gate.nn': gate }), expected);
    const { view, offset } = fixture(net.replace('.skip', '.sk|ip'), { 'gate.nn': gate });
    const place = definitionAt(view, offset);
    assert.deepEqual(place && [place.uri, gate.slice(place.range.start, place.range.end)], [uriOf('gate.nn'), 'skip']);
  });

  it('is renamed with it', () => {
    assert.deepEqual(renamed(net.replace('.skip', '.sk|ip'), 'side', { 'gate.nn': gate }), {
      [uriOf('gate.nn')]: gate.replace('skip', 'side'),
      [uriOf('main.nn')]: net.replace('skip', 'side'),
    });
  });
});

describe('rename', () => {
  it('changes a block in all files and leaves them meaning the same', () => {
    assert.deepEqual(renamed(use.replace('  Squeeze(9)', '  Squ|eeze(9)'), 'Shrink', { 'blocks.nn': blocks }), {
      [uriOf('blocks.nn')]: blocks.replaceAll('Squeeze', 'Shrink'),
      [uriOf('main.nn')]: use.replaceAll('Squeeze', 'Shrink'),
    });
  });

  it('keeps the other name of an import', () => {
    const other = 'import Squeeze as S from "./blocks.nn"\nnetwork N {\n  input image: 3x8x8\n  S(3)\n}\n';
    const marked = blocks.replace('block Squeeze', 'block Squ|eeze');
    assert.equal(
      renamed(marked, 'Shrink', { 'use.nn': other.replace('blocks', 'main') })[uriOf('use.nn')],
      other.replace('blocks', 'main').replace('Squeeze', 'Shrink'),
    );
  });

  it('refuses what is no name, and what has no name of the user', () => {
    const { view, offset } = fixture('const wid|th = 3\n');
    assert.deepEqual(renaming(view, offset, '3x'), {
      error: '`3x` is no name: letters, digits and underscores, not a digit first',
    });
    assert.deepEqual(renaming(view, offset, 'repeat'), { error: '`repeat` is a word of the language' });
    const layer = fixture('network N {\n  input x: [3]\n  re|lu\n}\n');
    assert.equal(renamable(layer.view, layer.offset), undefined);
  });
});
