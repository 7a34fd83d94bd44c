/** Colours by meaning, links, growing selections, symbols of all files, calls. */
import assert from 'node:assert/strict';
import { calleesOf, callersOf, callItemAt } from '../../src/editor/call-hierarchy.js';
import { fileSymbols } from '../../src/editor/file-symbols.js';
import { links } from '../../src/editor/links.js';
import { selections } from '../../src/editor/selections.js';
import { semanticTokens } from '../../src/editor/semantic-tokens.js';
import { fixture, uriOf } from './view.js';

const blocks = 'block Inner(width) {\n  conv(width, 1)\n}\nblock Outer {\n  Inner(3)\n  Inner(width: 4)\n}\n';
const use = 'import Outer from "./blocks.nn"\nnetwork N {\n  input x: 3x8x8\n  Outer\n}\n';

describe('semantic tokens', () => {
  it('say of each name what it is', () => {
    const { view } = fixture(
      'import B from "./b.nn"\nconst k = 3\nnetwork N(w = 8) {\n  input x: [C, 8, 8]\n  a = conv(w, k, padding: same)\n  add(a)\n}\ntrain N {\n  data: mnist\n}\n',
    );
    const shown = semanticTokens(view).map(
      ({ range, type, modifiers }) =>
        `${view.text.slice(range.start, range.end)} ${[type, ...modifiers.filter(each => each !== 'defaultLibrary')].join('.')}`,
    );
    assert.deepEqual(shown, [
      'B class.definition',
      'k variable.definition.readonly',
      'N class.definition',
      'w parameter.definition',
      'x variable.definition',
      'C typeParameter.definition',
      'a variable.definition',
      'conv function',
      'w parameter',
      'k variable.readonly',
      'padding parameter',
      'same enumMember',
      'add function',
      'a variable',
      'N class',
      'data property',
      'mnist function',
    ]);
  });
});

describe('moving about', () => {
  it('links the path of an import to its file', () => {
    const { view } = fixture(use, { 'blocks.nn': blocks });
    const [link] = links(view);
    assert.equal(link?.target, uriOf('blocks.nn'));
    assert.equal(view.text.slice(link.range.start, link.range.end), './blocks.nn');
  });

  it('grows a selection from the word to the file', () => {
    const { view, offset } = fixture('network N {\n  input x: 3x8x8\n  conv(4, ke|rnel: 3) -> relu\n}\n');
    const texts = selections(view, offset).map(({ start, end }) => view.text.slice(start, end));
    assert.deepEqual(texts.slice(0, 4), ['kernel', 'kernel: 3', 'conv(4, kernel: 3)', 'conv(4, kernel: 3) -> relu']);
    assert.equal(texts.at(-1), view.text);
  });

  it('finds definitions of all files by some of their letters', () => {
    const { view } = fixture(use, { 'blocks.nn': blocks });
    assert.deepEqual(
      fileSymbols(view.files, 'our').map(({ name }) => name),
      ['Outer'],
    );
    assert.deepEqual(
      fileSymbols(view.files, '')
        .map(({ name }) => name)
        .sort(),
      ['Inner', 'N', 'Outer'],
    );
  });

  it('knows who calls a block and whom it calls, across files', () => {
    const { view, offset } = fixture(use.replace('  Outer', '  Ou|ter'), { 'blocks.nn': blocks });
    const outer = callItemAt(view, offset);
    assert.ok(outer);
    assert.equal(outer.uri, uriOf('blocks.nn'));
    assert.deepEqual(
      callersOf(view.files, outer).map(({ item, from }) => [item.name, from.length]),
      [['N', 1]],
    );
    assert.deepEqual(
      calleesOf(view.files, outer).map(({ item, from }) => [item.name, from.length]),
      [['Inner', 2]],
    );
  });
});
