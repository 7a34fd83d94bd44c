/** What single layers keep for the backward pass: the same bytes as PyTorch 2.15's autograd (reference/layer_kept.json). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { analyzeText } from './analysis/sources.js';
import type { ReferenceCase } from './reference-layers/steps.js';
import type { Precision } from '../src/analysis/report.js';
import { written } from './reference-layers/write.js';

const read = (file: string): unknown => JSON.parse(readFileSync(`test/reference/${file}.json`, 'utf8'));

/** Cases that are not the same computation there and here, with the reason. */
function unlike({ module, args }: ReferenceCase): string | undefined {
  if (module === 'TransformerEncoderLayer') return 'drops out by default there, and is written without here';
  if (module === 'Dropout' && args['p'] === 1) return 'PyTorch keeps no mask where nothing is left';
  const amounts = [args['padding']].flat().map(Number);
  if (/^Re(flection|plication)Pad/.test(module) && amounts.every(n => n <= 0)) return 'nothing is padded here';
  return undefined;
}

type Tables = Readonly<Record<string, Readonly<Record<string, number>>>>;
const inPrecisions = read('kept_precision') as Readonly<Record<'bf16' | 'mixed', Tables>>;
const tables: readonly (readonly [Precision, Tables])[] = [
  ['fp32', read('layer_kept') as Tables],
  ['bf16', inPrecisions.bf16],
  ['mixed', inPrecisions.mixed],
];
const cases = new Map(
  ['layers', 'random_layers'].map(file => [file, (read(file) as { cases: readonly ReferenceCase[] }).cases]),
);

describe('bytes that a layer keeps for the backward pass', () => {
  for (const [precision, file, expected] of tables.flatMap(([precision, of]) =>
    Object.entries(of).map(([file, expected]) => [precision, file, expected] as const),
  )) {
    for (const one of cases.get(file) ?? []) {
      const bytes = expected[one.id];
      if (bytes === undefined || unlike(one)) continue;
      const made = written(one);
      if ('skip' in made) continue;
      it(`are ${String(bytes)} in ${precision} for ${one.module}(${JSON.stringify(one.args)}) on ${JSON.stringify(one.inputs[0])}`, () => {
        const text = made.text.replace(/(input x: .*\n)/, '$1  scale\n');
        const network = analyzeText(text, { batch: Math.max(1, made.batch), precision }).networks.find(
          n => n.name === 'Case',
        );
        assert.equal(network?.totals.bytes.keptForBackward?.value, bytes, text);
      });
    }
  }
});
