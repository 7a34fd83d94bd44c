/** Fixes as text: what a person gets who takes one. */
import assert from 'node:assert/strict';
import { actions } from '../../src/editor/actions.js';
import type { Mend, Place } from '../../src/graph/graph.js';
import { editsOf } from '../../src/editor/mends.js';
import type { FileEdit } from '../../src/editor/mends.js';
import { fixture, uriOf } from './view.js';

function applied(text: string, edits: readonly FileEdit[]): string {
  let out = text;
  for (const { range, text: put } of [...edits].sort((a, b) => b.range.start - a.range.start)) {
    out = out.slice(0, range.start) + put + out.slice(range.end);
  }
  return out;
}

/** The text after the action whose title begins so is taken at the caret. */
function taken(marked: string, title: string, others: Readonly<Record<string, string>> = {}): string {
  const { view, offset } = fixture(marked, others);
  const all = actions(view, { start: offset, end: offset });
  const action = all.find(each => each.title.startsWith(title));
  assert.ok(action, `${title} is not among ${all.map(each => each.title).join(', ')}`);
  return applied(view.text, action.edits);
}

const inNetwork = (line: string): string => `network N {\n  input image: 3x8x8\n${line}\n}\n`;

describe('actions', () => {
  it('change a misspelt layer to the one that was meant', () => {
    assert.equal(taken(inNetwork('  re|ul'), 'Change to `relu`'), inNetwork('  relu'));
  });

  it('import a block that another file defines', () => {
    const others = { 'blocks.nn': 'block Squeeze(w) { conv(w, 1) }\n' };
    assert.equal(
      taken(inNetwork('  Squ|eeze(3)'), 'Import `Squeeze`', others),
      `import Squeeze from "./blocks.nn"\n\n${inNetwork('  Squeeze(3)')}`,
    );
    const more = `import Other from "./blocks.nn"\n`;
    const both = { 'blocks.nn': `${others['blocks.nn']}block Other { relu }\n` };
    assert.equal(
      taken(more + inNetwork('  Squ|eeze(3)'), 'Import `Squeeze`', both),
      `import Other, Squeeze from "./blocks.nn"\n${inNetwork('  Squeeze(3)')}`,
    );
  });

  it('silence a hint where it stands', () => {
    const line = '  conv(8, 3)  # netwright: allow bias-before-norm\n  batchnorm';
    assert.equal(taken(inNetwork('  con|v(8, 3)\n  batchnorm'), 'Allow `bias-before-norm` here'), inNetwork(line));
    assert.equal(
      taken(inNetwork('  con|v(8, 3) # wide\n  batchnorm'), 'Allow `bias-before-norm` here'),
      inNetwork('  # netwright: allow bias-before-norm\n  conv(8, 3) # wide\n  batchnorm'),
    );
  });

  it('take the bias away that a norm makes useless, here or in the whole file', () => {
    const twice = '  con|v(8, 3)\n  batchnorm\n  conv(8, 3)\n  batchnorm';
    const first = '  conv(8, 3, bias: false)\n  batchnorm\n  conv(8, 3)\n  batchnorm';
    const { view, offset } = fixture(inNetwork(twice));
    const [fix] = actions(view, { start: offset, end: offset });
    assert.equal(fix?.preferred, true);
    assert.equal(applied(view.text, fix.edits), inNetwork(first));
    assert.equal(
      taken(inNetwork(twice), 'Fix all `bias-before-norm`'),
      inNetwork('  conv(8, 3, bias: false)\n  batchnorm\n  conv(8, 3, bias: false)\n  batchnorm'),
    );
  });
});

describe('a mend', () => {
  const mended = (line: string, argument: string, value: string | undefined): string => {
    const { view } = fixture(inNetwork(line));
    const start = view.text.indexOf(line.trim());
    const call = { uri: uriOf('main.nn'), range: { start, end: start + line.trim().length } };
    return applied(view.text, editsOf(view.files, [{ kind: 'argument', call, argument, value }]));
  };

  it('writes an argument where it stands, by name, by position, by another name', () => {
    assert.equal(mended('  conv(8, 3, bias: true)', 'bias', 'false'), inNetwork('  conv(8, 3, bias: false)'));
    assert.equal(mended('  conv(8, 3)', 'kernel', '5'), inNetwork('  conv(8, 5)'));
    assert.equal(mended('  conv(8, kernel_size: 3)', 'kernel', '5'), inNetwork('  conv(8, kernel_size: 5)'));
  });

  it('adds one that is not there, with parentheses if need be', () => {
    assert.equal(mended('  conv(8, 3)', 'padding', 'same'), inNetwork('  conv(8, 3, padding: same)'));
    assert.equal(mended('  softmax', 'axis', '0'), inNetwork('  softmax(axis: 0)'));
    assert.equal(mended('  softmax()', 'axis', '0'), inNetwork('  softmax(axis: 0)'));
  });

  it('takes one away with its comma', () => {
    assert.equal(mended('  conv(8, 3, bias: true)', 'bias', undefined), inNetwork('  conv(8, 3)'));
    assert.equal(mended('  conv(channels: 8, kernel: 3)', 'channels', undefined), inNetwork('  conv(kernel: 3)'));
  });

  const withMend = (lines: string, at: string, mend: (call: Place) => Mend): string => {
    const { view } = fixture(inNetwork(lines));
    const start = view.text.indexOf(at);
    const edits = editsOf(view.files, [mend({ uri: uriOf('main.nn'), range: { start, end: start + at.length } })]);
    return applied(view.text, edits);
  };
  const removed = (lines: string): string => withMend(lines, 'softmax', call => ({ kind: 'remove-step', call }));

  it('takes a step away with its arrow, or with its line', () => {
    assert.equal(removed('  relu -> softmax'), inNetwork('  relu'));
    assert.equal(removed('  softmax -> relu'), inNetwork('  relu'));
    assert.equal(removed('  a = relu -> softmax -> tanh'), inNetwork('  a = relu -> tanh'));
    assert.equal(removed('  relu\n  softmax  # gone\n  tanh'), inNetwork('  relu\n  tanh'));
    // A name would be left without anything to name.
    assert.equal(removed('  a = softmax'), inNetwork('  a = softmax'));
  });

  it('puts a step before or behind another, on a line of its own where that one has one', () => {
    const put = (lines: string, where: 'before' | 'after'): string =>
      withMend(lines, 'dense', call => ({ kind: 'add-step', call, where, step: 'flatten' }));
    assert.equal(put('  relu\n  dense(3)', 'before'), inNetwork('  relu\n  flatten\n  dense(3)'));
    assert.equal(put('  dense(3)\n  relu', 'after'), inNetwork('  dense(3)\n  flatten\n  relu'));
    assert.equal(put('  relu -> dense(3)', 'before'), inNetwork('  relu -> flatten -> dense(3)'));
    assert.equal(put('  a = dense(3)', 'after'), inNetwork('  a = dense(3) -> flatten'));
  });
});
