/**
 * Every case of `reference/layers.json` and `random_layers.json`, PyTorch 2.15's answers for single modules, written in `.nn`: shapes,
 * parameters, buffers and multiply-adds are the same, and what PyTorch refuses gets a diagnostic.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { analyzeText } from './analysis/sources.js';
import type { ReferenceCase, Skip } from './reference-layers/steps.js';
import { written } from './reference-layers/write.js';

function casesOf(file: string): readonly ReferenceCase[] {
  return (JSON.parse(readFileSync(`test/reference/${file}`, 'utf8')) as { cases: readonly ReferenceCase[] }).cases;
}

/** Cases that PyTorch refuses and that are right here on purpose. */
const acceptedOnPurpose: ReadonlyMap<number, string> = new Map([
  [102, '`same` with a stride gives ceil(input / stride)'],
  [130, '`same` with a stride gives ceil(input / stride)'],
  [158, '`same` with a stride gives ceil(input / stride)'],
  [902, 'the encoder is a block written in the language, so any activation may stand in it'],
]);

const reasons: Readonly<Record<Skip, string>> = {
  inferred: 'a size that is inferred here: channels, or the number of axes',
  unbatched: 'the form without a batch',
  empty: 'an empty tensor',
  batch: 'the batch dimension reshaped, normalized or unlike',
};

const argumentsOf = ({ args }: ReferenceCase): string =>
  Object.entries(args)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ');

/** Sizes without trailing 1s in front: a state of one layer is a vector here. */
const trimmed = (shape: readonly number[]): string =>
  shape.filter((_, i) => shape.slice(0, i + 1).some(n => n !== 1)).join('x');

const none: ReadonlyMap<number, string> = new Map();

/** Leaves out what cannot be written here, and returns the numbers of those cases by reason. */
function compare(file: string, acceptedOnPurpose = none): ReadonlyMap<Skip, readonly number[]> {
  const skipped = new Map<Skip, number[]>();
  for (const one of casesOf(file)) {
    const made = written(one);
    if ('skip' in made) {
      skipped.set(made.skip, [...(skipped.get(made.skip) ?? []), one.id]);
      continue;
    }
    it(`${one.error ? 'refuses' : 'counts'} case ${String(one.id)}: ${one.module}(${argumentsOf(one)}) on ${JSON.stringify(one.inputs)}`, () => {
      const report = analyzeText(made.text, { batch: Math.max(1, made.batch) });
      const errors = report.problems.filter(
        ({ severity }) => severity === 'error' || (one.error && severity === 'warning'),
      );
      if (one.error && !acceptedOnPurpose.has(one.id)) {
        assert.notEqual(errors.length, 0, `nothing is said of\n${made.text}${one.message ?? ''}`);
        for (const { message } of errors) assert.doesNotMatch(message, /undefined|NaN|\[object/);
        return;
      }
      assert.deepEqual(
        errors.map(({ message }) => message),
        [],
        made.text,
      );
      const network = report.networks.find(({ name }) => name === 'Case');
      assert.ok(network);
      if (one.error) return;
      const outputs = network.outputs.map(({ shape }) => trimmed((shape ?? []).map(d => d.value)));
      assert.deepEqual(outputs, made.outputs.map(trimmed), made.text);
      const { parameters, buffers, multiplyAdds } = network.totals;
      assert.equal(parameters.trainable.value, one.params, 'parameters');
      assert.equal(buffers.float.value, one.buffers, 'buffers');
      assert.equal(buffers.integer.value, one.integer_buffers ?? 0, 'integer buffers');
      if (one.module === 'Bilinear') return; // PyTorch's counter does not know it: 0 there
      assert.equal((multiplyAdds?.value ?? NaN) * made.batch, one.macs, 'multiply-adds of the batch');
    });
  }
  return skipped;
}

describe('layers of PyTorch', () => {
  const skipped = compare('layers.json', acceptedOnPurpose);

  it('leaves out at most 130 cases, each for one of four reasons', () => {
    const all = [...skipped.values()].flat();
    const list = [...skipped].map(([reason, ids]) => `${reasons[reason]}: ${ids.join(' ')}`);
    assert.ok(all.length <= 130, `${String(all.length)} are left out\n${list.join('\n')}`);
  });
});

describe('layers of PyTorch with random arguments', () => {
  const skipped = compare('random_layers.json');

  it('are nearly all written here', () => {
    assert.ok([...skipped.values()].flat().length <= 30, JSON.stringify([...skipped]));
  });
});
