/** The four questions of assistants, asked as their hosts ask them: with input that nobody has checked. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { makeAnalyzer } from '../../src/editor/analyze.js';
import { largestBatch, mostSamples } from '../../src/analysis/largest-batch.js';
import { askTool, inputSchema, type ToolFiles } from '../../src/editor/tool.js';
import { tools } from '../../src/editor/tools.js';
import { FileSet } from '../../src/language/files.js';
import { uriOf } from './view.js';

const lenet = readFileSync('examples/lenet.nn', 'utf8');

function filesOf(texts: Readonly<Record<string, string>>): ToolFiles {
  const byUri = new Map(Object.entries(texts).map(([name, text]) => [uriOf(name), text]));
  return {
    files: new FileSet(uri => byUri.get(uri)),
    analyze: makeAnalyzer(),
    uriOf,
    pathOf: uri => uri.replace('file:///project/', ''),
  };
}

function ask(name: string, texts: Readonly<Record<string, string>>, input: unknown): { text?: string; error?: string } {
  const tool = tools.find(each => each.name === name);
  assert.ok(tool, name);
  return askTool(tool, filesOf(texts), input);
}

const textOf = (answer: { text?: string; error?: string }): string => {
  assert.equal(answer.error, undefined);
  return answer.text ?? '';
};

describe('tools for assistants', () => {
  it('are four, named by a verb and a noun, each field with a description', () => {
    assert.deepEqual(
      tools.map(({ name }) => name),
      ['get_report', 'explain_shape', 'find_largest_batch', 'check_text'],
    );
    for (const tool of tools) {
      assert.match(tool.name, /^[a-z]+(_[a-z]+)+$/);
      for (const field of Object.values(tool.fields)) assert.match(field.description, /\.$/);
      assert.deepEqual(Object.keys((inputSchema(tool) as { properties: object }).properties), Object.keys(tool.fields));
    }
  });

  it('are the same four that the manifest declares, word for word', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { languageModelTools: Record<string, unknown>[] };
    };
    assert.deepEqual(
      contributes.languageModelTools.map(({ name, modelDescription, inputSchema: schema }) => ({
        name,
        modelDescription,
        schema,
      })),
      tools.map(tool => ({
        name: `netwright_${tool.name}`,
        modelDescription: tool.description,
        schema: inputSchema(tool),
      })),
    );
  });

  it('refuse what is no input, and say what would be one', () => {
    const texts = { 'a.nn': lenet };
    assert.match(ask('get_report', texts, null).error ?? '', /takes an object with the fields file, batch/);
    assert.match(ask('get_report', texts, {}).error ?? '', /needs the field file/);
    assert.match(
      ask('get_report', texts, { file: 'a.nn', bach: 1 }).error ?? '',
      /has no field bach; it has file, batch/,
    );
    assert.match(ask('get_report', texts, { file: 'a.nn', batch: 0 }).error ?? '', /a whole number from 1 on/);
    assert.match(ask('get_report', texts, { file: 'a.nn', precision: 'fp8' }).error ?? '', /fp32, fp16, bf16, mixed/);
    assert.match(ask('get_report', texts, { file: 'b.nn' }).error ?? '', /there is no file b\.nn/);
    assert.match(ask('get_report', texts, { file: 'a.nn', network: 'Lenet' }).error ?? '', /its networks: LeNet/);
    assert.match(ask('get_report', texts, { file: 'a.nn', set: { width: '2' } }).error ?? '', /there are: act/);
    assert.match(ask('get_report', texts, { file: 'a.nn', optimizer: 'relu' }).error ?? '', /is no optimizer/);
  });

  it('take any input without failing', () => {
    const value = fc.anything({ withNullPrototype: false, maxDepth: 2 });
    const input = fc.dictionary(fc.constantFrom('file', 'batch', 'memory', 'line', 'text', 'set', 'other'), value);
    fc.assert(
      fc.property(fc.constantFrom(...tools), fc.oneof(input, value), (tool, given) => {
        const answer = askTool(tool, filesOf({ 'a.nn': lenet }), given);
        assert.equal(typeof ('error' in answer ? answer.error : answer.text), 'string');
      }),
      { numRuns: 200 },
    );
  });

  it('report a network by the contract of the command line, with as many layers as were asked for', () => {
    const answer = ask('get_report', { 'a.nn': lenet }, { file: 'a.nn', batch: 1, layers: 2 });
    const { schema, networks } = JSON.parse(textOf(answer)) as {
      schema: string;
      networks: { totals: { parameters: { total: number } }; layers: { path: string }[]; truncated: number }[];
    };
    assert.equal(schema, 'netwright.summary/1');
    // 61,706 is the count of LeNet-5's paper; it has 12 steps: 5 with weights, 4 activations, 2 pools, flatten.
    assert.equal(networks[0]?.totals.parameters.total, 61706);
    assert.deepEqual(
      networks[0]?.layers.map(({ path }) => path),
      ['conv_1', 'tanh_1'],
    );
    assert.equal(networks[0]?.truncated, 10);
  });

  it('explain each call of a line, with the numbers put into the rule', () => {
    const text = textOf(ask('explain_shape', { 'a.nn': lenet }, { file: 'a.nn', line: 5 }));
    // (32 - 5) / 1 + 1 = 28; 6 filters of 5x5 and 6 biases.
    assert.match(text, /6x28x28/);
    assert.match(text, /156 parameters/);
    assert.match(text, /32 - 5/);
    assert.match(text, /nn\.Tanh\(\)/);
    assert.match(ask('explain_shape', { 'a.nn': lenet }, { file: 'a.nn', line: 999 }).error ?? '', /has \d+ lines/);
  });

  it('explain a line of a block as the named file calls it', () => {
    const texts = {
      'block.nn': 'block B(width) {\n  input x: [C]\n  dense(width)\n}\n',
      'net.nn': 'import B from "./block.nn"\nnetwork N {\n  input x: [7]\n  B(5)\n}\n',
    };
    const alone = textOf(ask('explain_shape', texts, { file: 'block.nn', line: 3 }));
    assert.doesNotMatch(alone, /40 parameters/);
    // 7 x 5 weights and 5 biases.
    const used = textOf(ask('explain_shape', texts, { file: 'block.nn', line: 3, used_by: 'net.nn' }));
    assert.match(used, /40 parameters/);
  });

  it('find a batch that fits and say that one more would not', () => {
    // 1000 x 1000 weights without bias, 4 bytes each, three times with gradient and no state: sgd keeps none, so twice: 8,000,000
    // bytes. Backward keeps the input, 4,000 bytes a sample: 10,000,000 bytes hold (10,000,000 - 8,000,000) / 4,000 = 500 samples.
    const net = 'network N {\n  input x: [1000]\n  dense(1000, bias: false)\n}\n';
    const answer = (memory: string): { largest_batch: number; bytes: number; note: string } | undefined =>
      (
        JSON.parse(textOf(ask('find_largest_batch', { 'a.nn': net }, { file: 'a.nn', memory }))) as {
          networks: { largest_batch: number; bytes: number; note: string }[];
        }
      ).networks[0];
    assert.equal(answer('10MB')?.largest_batch, 500);
    assert.equal(answer('10 MB')?.bytes, 10_000_000);
    assert.equal(answer('9999999')?.largest_batch, 499);
    assert.equal(answer('8MB')?.largest_batch, 0);
    const { error } = ask('find_largest_batch', { 'a.nn': net }, { file: 'a.nn', memory: 'much' });
    assert.match(error ?? '', /such as 8GiB/);
  });

  it('find no batch while a size is open, and one as soon as it is set', () => {
    const net = 'network N {\n  input x: [3, H, H]\n  conv(1, 1, bias: false)\n}\n';
    const ofSet = (set: object): number | null | undefined =>
      (
        JSON.parse(textOf(ask('find_largest_batch', { 'a.nn': net }, { file: 'a.nn', memory: '1.2KB', ...set }))) as {
          networks: { largest_batch: number | null }[];
        }
      ).networks[0]?.largest_batch;
    assert.equal(ofSet({}), null);
    // Weights and gradients of 3 numbers: 24 bytes; the input of 3 x 4 x 4 numbers: 192 bytes a sample; 24 + 6 x 192 = 1176.
    assert.equal(ofSet({ set: { H: '4' } }), 6);
  });

  it('check a text that is in no file, with the imports of the file that it would be', () => {
    const texts = { 'block.nn': 'block B(width) {\n  dense(width)\n}\n', 'main.nn': 'const a = 1\n' };
    const text = 'import B from "./block.nn"\nnetwork N {\n  input x: [3]\n  B(2)\n  dens(1)\n}\n';
    const { diagnostics, networks } = JSON.parse(textOf(ask('check_text', texts, { text, file: 'main.nn' }))) as {
      diagnostics: { message: string; file: string; range: { start: object }; fixes: string[] }[];
      networks: { name: string; totals: string }[];
    };
    assert.equal(diagnostics.length, 1);
    assert.match(diagnostics[0]?.message ?? '', /`dens`/);
    assert.deepEqual(diagnostics[0]?.range.start, { line: 5, column: 3 });
    // The block has 3 x 2 weights and 2 biases, but nobody knows what `dens` would have.
    assert.match(networks[0]?.totals ?? '', /^\? parameters/);
  });
});

describe('the search for the largest batch', () => {
  it('agrees with trying one batch after the other, for any growth', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 40, maxLength: 40 }), fc.nat(800), (steps, limit) => {
        const sums = steps.reduce<number[]>((made, step) => [...made, (made.at(-1) ?? 0) + step], [0]);
        const last = sums.length - 1;
        const need = (batch: number): number => (sums[Math.min(batch, last)] ?? 0) + Math.max(0, batch - last);
        let expected = 0;
        while (need(expected + 1) <= limit) expected += 1;
        assert.equal(largestBatch(need, limit), expected);
      }),
    );
  });

  it('needs few answers where bytes grow evenly, and ends where they do not grow', () => {
    let asked = 0;
    const even = (batch: number): number => {
      asked += 1;
      return 1e6 + 4096 * batch;
    };
    assert.equal(largestBatch(even, 1e6 + 4096 * 123_456 + 17), 123_456);
    assert.ok(asked <= 6, `${asked} answers`);
    assert.equal(
      largestBatch(() => 5, 10),
      mostSamples,
    );
    assert.equal(
      largestBatch(() => undefined, 10),
      undefined,
    );
  });
});
