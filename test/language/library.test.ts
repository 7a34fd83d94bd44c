/** Files that come with the language: found by their names, whatever else is there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FileSet } from '../../src/language/files.js';
import { libraryText, libraryUris } from '../../src/language/library.js';
import { analyzeText, networkOf } from '../analysis/sources.js';

const main = 'file:///p/main.nn';
const set = (text: string): FileSet => new FileSet(uri => (uri === main ? text : undefined));

function messages(text: string): readonly string[] {
  const files = set(text);
  const source = files.get(main);
  assert.ok(source);
  return files.importProblems(source).map(({ message }) => message);
}

describe('the library', () => {
  it('is what examples/blocks has', () => {
    for (const uri of libraryUris) {
      const path = uri.replace('netwright:/', 'examples/blocks/');
      assert.equal(libraryText(uri), readFileSync(path, 'utf8'));
    }
  });

  it('has blocks without a problem, each with its documentation', () => {
    const files = set('');
    for (const uri of libraryUris) {
      const source = files.get(uri);
      assert.ok(source, uri);
      assert.deepEqual([...source.problems, ...files.importProblems(source)], []);
      for (const item of source.exports) {
        const above = source.text.slice(0, item.range.start).trimEnd().split('\n').at(-1) ?? '';
        assert.match(above, /^##|^block|^network/, `${uri}: ${item.name.text}`);
      }
      assert.deepEqual(
        analyzeText(source.text.replaceAll('"./', '"netwright:').replaceAll('.nn"', '"')).problems,
        [],
        uri,
      );
    }
  });

  it('is imported by a name that no file can have', () => {
    assert.deepEqual(messages('import EncoderLayer from "netwright:transformer"'), []);
    const files = set('import InvertedResidual from "netwright:mobilenet"');
    assert.deepEqual(
      files.importedBy(main).map(({ uri }) => uri),
      ['netwright:/mobilenet.nn', 'netwright:/conv.nn'],
    );
  });

  it('says what it has where a name is wrong', () => {
    assert.match(
      messages('import A from "netwright:transformers"').join(),
      /the library has no .*`netwright:transformer`/,
    );
    assert.match(messages('import EncodrLayer from "netwright:transformer"').join(), /`EncoderLayer`/);
    assert.match(messages('import A from "netwright:../x"').join(), /no path/);
  });

  it('goes to its definitions', () => {
    const text =
      'import EncoderLayer from "netwright:transformer"\nnetwork N {\n  input x: [5, 8]\n  EncoderLayer(2, 16)\n}\n';
    const place = set(text).definitionAt(main, text.lastIndexOf('EncoderLayer') + 2);
    assert.equal(place?.uri, 'netwright:/transformer.nn');
    assert.equal(libraryText(place.uri)?.slice(place.range.start, place.range.end), 'EncoderLayer');
  });
});

describe('the blocks of transformers', () => {
  const parameters = (line: string): number | undefined =>
    networkOf(
      `import EncoderLayer, DecoderLayer, Encoder, FeedForward, GatedFeedForward from "netwright:transformer"
network N {
  input x: [7, 8]
  input m: [5, 8]
  x -> ${line}
}`,
    ).totals.parameters.trainable.value;
  // Width 8 and 16: queries, keys, values, results; two dense layers; norms. All with biases.
  const [attention, feed, norm] = [4 * 8 * 8 + 4 * 8, 8 * 16 + 16 + 16 * 8 + 8, 2 * 8];

  it('have the parameters of arithmetic by hand, norms first or last', () => {
    for (const first of ['', ', first: true'])
      assert.equal(parameters(`EncoderLayer(2, 16${first})`), attention + feed + 2 * norm);
    assert.equal(parameters('DecoderLayer(2, 16, memory: m)'), 2 * attention + feed + 3 * norm);
    assert.equal(parameters('Encoder(3, 2, 16)'), 3 * (attention + feed + 2 * norm));
    assert.equal(parameters('Encoder(3, 2, 16, first: true)'), 3 * (attention + feed + 2 * norm) + norm);
  });

  it('take another network on each position, and another norm', () => {
    const gated = 3 * 8 * 16;
    assert.equal(parameters('GatedFeedForward(16)'), gated);
    assert.equal(
      parameters('EncoderLayer(2, 16, feed: GatedFeedForward(16), norm: rmsnorm, bias: false, first: true)'),
      4 * 8 * 8 + gated + 2 * 8,
    );
    assert.equal(parameters('FeedForward(16, act: gelu)'), feed);
  });

  it('take a mask, and keep what comes later from being seen', () => {
    const text = `import Encoder from "netwright:transformer"
network N {
  input tokens: [T]
  mask = tokens -> not_equal(0)
  tokens -> embedding(100, 8) -> Encoder(2, 2, 16, mask: mask, causal: true)
}`;
    assert.deepEqual(
      analyzeText(text).problems.map(({ message }) => message),
      [],
    );
    const attentions = networkOf(text)
      .layers()
      .lines.filter(({ kind }) => kind === 'attention');
    assert.ok(
      attentions.length === 2 && attentions.every(({ node }) => node.kind === 'layer' && node.inputs.length === 2),
    );
  });
});
