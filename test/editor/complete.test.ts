/** Completion at carets: what is offered, what comes first, what it would type. */
import assert from 'node:assert/strict';
import { completions } from '../../src/editor/complete.js';
import { openPagesBy } from '../../src/editor/pages.js';
import type { Suggestion } from '../../src/editor/suggestion.js';
import { fixture } from './view.js';

const inNetwork = (line: string): string => `network N {\n  input image: 3x8x8\n  stem = relu\n${line}\n}\n`;
const inTrain = (line: string): string =>
  `network N {\n  input image: 3x8x8\n  output logits = dense(10)\n}\ntrain N {\n${line}\n}\n`;

function offered(marked: string, others: Readonly<Record<string, string>> = {}): readonly Suggestion[] {
  const { view, offset } = fixture(marked, others);
  return completions(view, offset);
}

/** All of `expected` are offered, in this order; what else is offered does not matter. */
function checkOffers(marked: string, expected: readonly string[], others?: Readonly<Record<string, string>>): void {
  const labels = offered(marked, others).map(({ label }) => label);
  assert.deepEqual(
    labels.filter(label => expected.includes(label)),
    expected,
    labels.join(' '),
  );
}

function checkNone(marked: string, unwanted: readonly string[]): void {
  const labels = offered(marked).map(({ label }) => label);
  assert.deepEqual(
    labels.filter(label => unwanted.includes(label)),
    [],
  );
}

describe('completion', () => {
  it('offers definitions outside of all', () => {
    checkOffers('|', ['network', 'block', 'train', 'import', 'budget']);
    checkNone('|', ['conv', 'residual']);
  });

  it('writes a training of the network above', () => {
    const text = (marked: string): string | undefined =>
      offered(marked)
        .find(({ label }) => label === 'train')
        ?.insert.split('\n')[0];
    const networks = 'network A {\n  input x: [4]\n}\nnetwork B {\n  input x: [4]\n}\n';
    assert.equal(text(`${networks}|`), 'train ${1:B} {');
    assert.equal(text(`|\n${networks}`), 'train ${1:A} {');
    assert.equal(text('|'), 'train ${1:Name} {');
  });

  it('offers the library: its paths, its names, and its blocks with their import', () => {
    checkOffers('import A from "|"', ['netwright:conv', 'netwright:transformer']);
    checkOffers('import | from "netwright:transformer"', ['EncoderLayer', 'DecoderLayer']);
    const block = offered(inNetwork('  Enco|')).find(({ label }) => label === 'EncoderLayer');
    assert.equal(block?.description, 'netwright:transformer');
    assert.match(block.also?.[0]?.text ?? '', /^import EncoderLayer from "netwright:transformer"/);
  });

  it('offers layers that take what flows before those that do not', () => {
    // A conv needs at least one axis behind the channel; after flatten there is none.
    checkOffers('network N {\n  input image: 3x8x8\n  flatten\n  |\n}', ['dense', 'conv']);
    checkOffers(inNetwork('  |'), ['conv', 'dense', 'residual', 'repeat']);
  });

  it('shows what comes out of a layer that needs no arguments', () => {
    const found = offered(inNetwork('  fl|'));
    // 3 * 8 * 8 = 192
    assert.equal(found.find(({ label }) => label === 'flatten')?.description, '-> [192]');
  });

  it('shows what comes out of a layer in terms of what it must be given', () => {
    const found = offered(inNetwork('  |'));
    const result = (label: string) => found.find(each => each.label === label)?.description;
    assert.equal(result('dense'), '-> [3, 8, width]');
    // 8 - kernel + 1 windows.
    assert.equal(result('conv'), '-> [channels, 9 - kernel, 9 - kernel]');
  });

  it('offers values with which the call works, with what comes out, those that read every cell first', () => {
    const values = (marked: string) =>
      offered(marked)
        .filter(({ description = '' }) => description.startsWith('->'))
        .map(({ label, description }) => `${label} ${description ?? ''}`);
    // Windows of 2 over 9 cells: (9 - 2) / stride + 1, rounded down; steps of 2 leave the last cell out, steps of 7 those between.
    assert.deepEqual(values('network N {\n  input image: 3x9x9\n  conv(4, 2, stride: |)\n}\n'), [
      '1 -> 4x8x8',
      '2 -> 4x4x4',
      '3 -> 4x3x3',
      '4 -> 4x2x2',
      '5 -> 4x2x2',
      '7 -> 4x2x2',
      '8 -> 4x1x1',
    ]);
    // Windows of 3 over 9 cells: steps of 1 and 3 reach each.
    assert.deepEqual(values('network N {\n  input image: 3x9x9\n  conv(4, 3, stride: |)\n}\n').slice(0, 4), [
      '1 -> 4x7x7',
      '2 -> 4x4x4',
      '3 -> 4x3x3',
      '4 -> 4x2x2',
    ]);
    assert.deepEqual(values(inNetwork('  conv(4, 3, padding: |)')).slice(0, 5), [
      'same -> 4x8x8',
      'valid -> 4x6x6',
      'causal -> 4x8x8',
      '0 -> 4x6x6',
      '1 -> 4x8x8',
    ]);
    // 3 channels in, 6 out: of 1, 2, 4, ... only 1 divides both.
    assert.deepEqual(values(inNetwork('  conv(6, 3, groups: |)')), ['1 -> 6x6x6']);
    // A window larger than the map is not offered.
    assert.deepEqual(values('network N {\n  input image: 3x2x2\n  maxpool(kernel: |)\n}\n'), [
      '1 -> 3x2x2',
      '2 -> 3x1x1',
    ]);
  });

  it('shows what a layer takes once its places are there, and leads to its page', () => {
    const conv = offered(inNetwork('  co|')).find(({ label }) => label === 'conv');
    assert.equal(conv?.again, 'signature');
    openPagesBy('https://pages/{page}', 'command:open?{page}');
    try {
      assert.match(conv.doc?.() ?? '', /\[Reference\]\(command:open\?layers%2Fconv\)/);
    } finally {
      openPagesBy(undefined);
    }
  });

  it('types what a layer must be given as places to fill in', () => {
    const conv = offered(inNetwork('  co|')).find(({ label }) => label === 'conv');
    assert.equal(conv?.insert, 'conv(${1:channels}, ${2:kernel})');
    assert.equal(conv.snippet, true);
    assert.match(conv.doc?.() ?? '', /filters/);
  });

  it('replaces the word that the caret is in', () => {
    const { view, offset } = fixture(inNetwork('  ma|xp'));
    const [first] = completions(view, offset);
    assert.equal(first && view.text.slice(first.replace.start, first.replace.end), 'maxp');
  });

  it('offers the arguments that a call does not have yet, required ones first', () => {
    checkOffers(inNetwork('  conv(|)'), ['channels:', 'kernel:', 'stride:', 'padding:']);
    checkNone(inNetwork('  conv(8, 3, stride: 2, |)'), ['channels:', 'kernel:', 'stride:']);
    checkNone(inNetwork('  conv(|8, 3, bias: false)'), ['bias:']);
  });

  it('says the default of an argument and its doc', () => {
    const stride = offered(inNetwork('  conv(8, 3, |)')).find(({ label }) => label === 'stride:');
    assert.equal(stride?.description, '1');
    assert.match(stride.doc?.() ?? '', /step/i);
    assert.equal(stride.insert, 'stride: ');
  });

  it('offers the words of an argument', () => {
    checkOffers(inNetwork('  conv(8, 3, padding: |)'), ['same', 'valid']);
    checkOffers(inNetwork('  conv(8, 3, bias: |)'), ['true', 'false']);
  });

  it('offers points where an argument takes one, the nearest first', () => {
    const labels = offered(inNetwork('  add(|)')).map(({ label }) => label);
    assert.deepEqual(labels.slice(0, 2), ['stem', 'image']);
  });

  it('offers parameters, counters and dimensions in an expression', () => {
    checkOffers('block B(width) {\n  input x: [C, H, W]\n  repeat 3 as i {\n    conv(width * |, 3)\n  }\n}', [
      'i',
      'C',
      'width',
    ]);
  });

  it('offers the results of a layer behind the dot', () => {
    checkOffers('network N {\n  input x: [5, 8]\n  h = lstm(3)\n  h.|\n}', ['state', 'cell']);
  });

  it('offers keys that are not given, and values by what the key takes', () => {
    checkOffers(inTrain('  |'), ['data', 'loss', 'optimizer', 'batch', 'epochs']);
    checkNone(inTrain('  data: mnist\n  |'), ['data']);
    checkOffers(inTrain('  data: |'), ['mnist', 'spiral']);
    checkOffers(inTrain('  optimizer: |'), ['adam', 'sgd']);
    checkOffers(inTrain('  optimizer: adam(|)'), ['lr:', 'beta1:']);
    checkOffers(inTrain('  loss: |'), ['cross_entropy']);
    checkOffers(inTrain('  loss: cross_entropy(|)'), ['logits', 'image']);
    checkOffers('network N {\n  input x: [2]\n}\nsearch N {\n  method: |\n}', ['random', 'bayesian']);
    checkOffers('network N(width = 3) {\n  input x: [2]\n}\nsearch N { vary |', ['width']);
    checkOffers('network N {\n  input x: [2]\n}\nbudget N { |', ['parameters', 'training_memory']);
  });

  it('offers networks after train', () => {
    const labels = offered('block B { relu }\nnetwork N {\n  input x: [2]\n}\ntrain |').map(({ label }) => label);
    assert.deepEqual(labels, ['N']);
  });

  it('offers what another file defines, in its import and with an import of its own', () => {
    const others = { 'blocks.nn': 'block Squeeze(width) { conv(width, 1) }\nconst classes = 10\n' };
    checkOffers('import | from "./blocks.nn"\n', ['Squeeze', 'classes'], others);
    checkOffers('import Squeeze from "|"\n', ['./blocks.nn'], others);
    const squeeze = offered(inNetwork('  Sq|'), others).find(({ label }) => label === 'Squeeze');
    assert.equal(squeeze?.also?.[0]?.text, 'import Squeeze from "./blocks.nn"\n\n');
  });

  it('offers nothing in a comment, in a number, or where a name is made up', () => {
    for (const marked of ['# con|', inNetwork('  conv(6|)'), 'network |', 'const |', inNetwork('  conv(8, 3) |')]) {
      assert.deepEqual(offered(marked), [], marked);
    }
  });

  it('knows places that people come by in other ways', () => {
    const others = { 'blocks.nn': 'block Squeeze(width) { conv(width, 1) }\n', 'lib/more.nn': 'block More { relu }\n' };
    // Braces of other languages; paths in quotes, of folders and of the library; none of it in comments and other texts.
    checkOffers('import { S| } from "./blocks.nn"', ['Squeeze'], others);
    checkOffers('import A from "|', ['./blocks.nn', './lib/more.nn', 'netwright:conv'], others);
    assert.equal(
      offered('import A from |', others).find(({ label }) => label === './blocks.nn')?.insert,
      '"./blocks.nn"',
    );
    assert.deepEqual(offered(inTrain('  data: images("|")'), others), []);
    assert.deepEqual(offered(inNetwork('  relu  # co|'), others), []);
    // A shape: usual ones for an input, the one that flows for what is checked.
    checkOffers('network N {\n  input image: |\n}', ['3x224x224', '[T, D]']);
    checkOffers(inNetwork('  expect |'), ['3x8x8']);
    // Units of what is measured, none for a size.
    checkOffers('network N {\n  input x: [2]\n}\nbudget N { training_memory: 2|', ['2GiB', '2MB']);
    assert.deepEqual(offered(inTrain('  batch: 2|')), []);
    // Members of lists in settings, and what a group may set.
    checkOffers(inTrain('  frozen: [|]'), ['logits', 'image']);
    checkOffers(inTrain('  metrics: [|]'), ['accuracy', 'top5']);
    checkOffers(inTrain('  optimizer: adam\n  group biases { | }'), ['lr', 'weight_decay']);
  });

  it('finds the same in a file with tabs, with line ends of Windows, with a mark at its start, and empty', () => {
    const plain = inNetwork('  |').replace(/}\n$/, '');
    const labels = (text: string): readonly string[] => offered(text).map(({ label }) => label);
    for (const text of [plain.replaceAll('  ', '\t'), plain.replaceAll('\n', '\r\n'), `\uFEFF${plain}`])
      assert.deepEqual(labels(text), labels(plain));
    assert.deepEqual(labels('\uFEFF|'), labels('|'));
    assert.ok(labels('|').includes('network'));
  });

  it('offers something or nothing, but never fails, at every place of a half-typed file', () => {
    const text = `import A from "./a.nn"\n${inNetwork('  x = concat {\n    branch { conv(8, [3, 1], padding: same) -> relu }\n  }\n  add(x -> conv(3')}train N {\n  loss: cross_entropy(x) + 0.1 *`;
    for (let end = 0; end <= text.length; end++) offered(`${text.slice(0, end)}|`);
    for (let at = 0; at <= text.length; at++) offered(`${text.slice(0, at)}|${text.slice(at)}`);
  });
});
