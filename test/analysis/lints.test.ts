/** Every lint: its bad example shows exactly it, its good one nothing, and its fix leads from one to the other. */
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { lints } from '../../src/analysis/lints/index.js';
import type { WholeLint } from '../../src/analysis/lints/lint.js';
import { editsOf } from '../../src/editor/mends.js';
import type { GraphFix } from '../../src/graph/graph.js';
import { sourcesOf as filesOf } from '../../src/graph/sources.js';
import { FileSet } from '../../src/language/files.js';
import { format } from '../../src/language/format.js';
import { allExamples } from '../language/examples.js';
import { analyze } from '../../src/analysis/analyze.js';
import { analyzeText, sourcesOf } from './sources.js';

const all: readonly WholeLint[] = lints;

/** Steps in a network of their own; a text with a definition stands as it is. */
function exampleText(steps: string, { exampleInput = '3x32x32' }: WholeLint): string {
  return /\b(network|block|const)\b/.test(steps)
    ? steps
    : `network Example {\n  input x: ${exampleInput}\n  ${steps}\n}\n`;
}

const said = (text: string): string[] => analyzeText(text).problems.map(p => `${p.severity} ${p.code}: ${p.message}`);
const codes = (text: string): string[] => [...new Set(analyzeText(text).problems.map(p => p.code))];

function applied(text: string, { mends }: GraphFix): string {
  const files = new FileSet(uri => (uri === 'main.nn' ? text : undefined));
  const edits = [...editsOf(files, mends)].sort((a, b) => b.range.start - a.range.start);
  assert.ok(edits.length > 0, 'the fix changes something');
  return edits.reduce((s, { range, text: t }) => s.slice(0, range.start) + t + s.slice(range.end), text);
}

describe('the lint', () => {
  for (const lint of all) {
    describe(lint.name, () => {
      const bad = exampleText(lint.bad, lint);
      const good = exampleText(lint.good, lint);
      it('alone speaks in its bad example', () => {
        assert.deepEqual(codes(bad), [lint.name], said(bad).join('\n'));
      });
      it('is silent in its good one, and so are all', () => {
        assert.deepEqual(said(good), []);
      });
      const [first] = analyzeText(bad).problems.find(p => p.code === lint.name)?.fixes ?? [];
      if (!first) return;
      it(`offers "${first.title}", which makes the bad example good`, () => {
        assert.equal(format(applied(bad, first)), format(good));
      });
    });
  }

  it('has a name of its own, like its file', () => {
    const index = readFileSync('src/analysis/lints/index.ts', 'utf8');
    for (const { name } of all) assert.ok(index.includes(`'./${name}.js'`), name);
    assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  });
});

describe('a fix', () => {
  const fixed = (text: string, code: string, at = 0): string | undefined => {
    const fix = analyzeText(text).problems.find(p => p.code === code)?.fixes?.[at];
    return fix && applied(text, fix);
  };
  const network = (steps: string): string => `network N(width = 64) {\n  input x: 64x32x32\n  ${steps}\n}\n`;

  it('writes a 7x7 window as three of 3x3, with the width as it is written', () => {
    const given = network('conv(width, 7, padding: 3, bias: false) -> relu');
    const wanted = 'conv(width, 3, padding: 1, bias: false)';
    assert.equal(fixed(given, 'large-kernel'), network(`${wanted} -> relu -> ${wanted} -> relu -> ${wanted} -> relu`));
    // What it cannot carry over it leaves alone.
    assert.equal(fixed(network('conv(width, 7, padding: 2) -> relu'), 'large-kernel'), undefined);
  });

  it('writes a dense layer behind flatten as the same convolution', () => {
    const given = network('flatten -> dense(100) -> relu -> dense(10)');
    const wanted = network('conv(100, 32x32) -> flatten -> relu -> dense(10)');
    assert.equal(fixed(given, 'oversized-dense', 1), wanted);
    const parameters = (text: string) => analyzeText(text).networks[0]?.totals.parameters.trainable.value;
    assert.equal(parameters(given), parameters(wanted));
  });

  it('takes a dead step away with its line, but none whose name something uses', () => {
    assert.equal(
      fixed(network('a = relu\n  conv(8, 3)  # no use\n  a -> tanh'), 'dead-step'),
      network('a = relu\n  a -> tanh'),
    );
    assert.equal(
      fixed(network('a = relu\n  b = conv(8, 3)\n  a -> tanh'), 'dead-step'),
      network('a = relu\n  a -> tanh'),
    );
    // What still uses the name goes first.
    assert.equal(
      fixed(network('a = relu\n  b = conv(8, 3)\n  b -> relu\n  a -> tanh'), 'dead-step'),
      network('a = relu\n  b = conv(8, 3)\n  a -> tanh'),
    );
  });
});

describe('a comment that allows a rule', () => {
  const network = (line: string): string => `network N {\n  input x: 3x32x32\n${line}\n}\n`;
  it('silences it at the end of its line and on the line below', () => {
    assert.deepEqual(codes(network('  conv(32, 3) -> batchnorm  # netwright: allow bias-before-norm')), []);
    assert.deepEqual(codes(network('  # netwright: allow bias-before-norm\n  conv(32, 3) -> batchnorm')), []);
    assert.deepEqual(codes(network('  conv(32, 3) -> batchnorm\n  relu  # netwright: allow bias-before-norm')), [
      'bias-before-norm',
    ]);
  });
  it('never silences an error', () => {
    assert.deepEqual(codes(network('  conv(32, 3, groups: 2)  # netwright: allow bad-argument')), ['bad-argument']);
  });
  it('is told when it names a rule that does not exist', () => {
    assert.deepEqual(said(network('  relu  # netwright: allow bias-befor-norm')), [
      'info unknown-rule: there is no rule called `bias-befor-norm`',
    ]);
  });
});

describe('the level of a rule', () => {
  it('is what the settings say', () => {
    const sources = sourcesOf({ 'main.nn': 'network N {\n  input x: 3x32x32\n  conv(32, 3) -> batchnorm\n}' });
    const at = (level: 'off' | 'error'): string[] =>
      analyze(sources, 'main.nn', {}, { lints: new Map([['bias-before-norm', level]]) }).problems.map(p => p.severity);
    assert.deepEqual([at('off'), at('error')], [[], ['error']]);
  });
});

/** Hints that published networks deserve, judged one by one; whatever else is said of an example is a false alarm. */
const deserved: Readonly<Record<string, readonly string[]>> = {
  // 9,216 x 4,096 of 61,100,840 parameters are in one layer; VGG's has 25,088 x 4,096 of 132,863,336 and more.
  'alexnet.nn': ['oversized-dense'],
  'vgg11.nn': ['oversized-dense'],
  'vgg16.nn': ['oversized-dense'],
  'vgg16_bn.nn': ['oversized-dense'],
  'vgg19.nn': ['oversized-dense'],
  'siamese.nn': ['oversized-dense'],
  // (224 - 7) / 2 and (224 - 3) / 2 are not whole, and there is no padding.
  'squeezenet1_0.nn': ['unread-border'],
  'squeezenet1_1.nn': ['unread-border'],
  // 2,048 x 512 x 9 at 65x65 cells: a bottleneck would save more than half.
  'fcn_resnet50.nn': ['expensive-conv'],
  // 256 x 512 x 16 at 31x31 cells: 2.02 of 3.2 G multiply-adds.
  'generative/patchgan.nn': ['expensive-conv'],
};

describe('the examples', () => {
  for (const name of readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.nn'),
  )) {
    it(`${name}: nothing is said but what it deserves`, () => {
      const read = (uri: string): string | undefined => {
        const path = uri.replace('file:///', '');
        return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
      };
      const files = new FileSet(read);
      const { problems } = analyze(filesOf(files), `file:///examples/${name}`);
      const wrong = problems.filter(p => p.severity === 'error' || p.severity === 'warning');
      assert.deepEqual(
        wrong.map(p => p.message),
        [],
      );
      const names = new Set(all.map(lint => lint.name));
      const found = problems.map(p => p.code).filter(code => names.has(code));
      assert.deepEqual([...new Set(found)], deserved[name] ?? []);
    });
  }
});

describe('the pages of the lints', () => {
  it('are there for each rule, and for no other', () => {
    const pages = readdirSync('docs/reference/lints').filter(file => file !== 'README.md');
    assert.deepEqual(pages.sort(), all.map(({ name }) => `${name}.md`).sort());
  });
});

describe('the lints together', () => {
  it('survive every prefix of every example', () => {
    const texts = allExamples.map(({ text }) => text);
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.double({ min: 0, max: 1, noNaN: true }), (text, share) => {
        analyzeText(text.slice(0, Math.floor(share * text.length)));
      }),
      { numRuns: 200 },
    );
  });
});
