/** What backward keeps in other precisions and on the plain attention kernel: docs/memory.md and PyTorch's tables. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { analyze } from '../../src/analysis/analyze.js';
import type { Choices, Precision } from '../../src/analysis/report.js';
import { FileSet } from '../../src/language/files.js';
import { sourcesOf } from '../../src/graph/sources.js';
import { networkOf } from '../analysis/sources.js';
import { networkOfExample } from './examples.js';
import { fileOf, networks } from './functional.js';

function keptBytes(file: string, choices: Choices): number {
  const files = new FileSet(uri => readFileSync(new URL(uri), 'utf8'));
  const uri = new URL(`examples/${file}`, `file://${process.cwd()}/`).href;
  const [network] = analyze(sourcesOf(files), uri, choices).networks;
  return network?.totals.bytes.keptForBackward?.value ?? Number.NaN;
}

describe('bytes kept for backward', () => {
  it('of ResNet-18 in bf16: every float half, indices as they are', () => {
    assert.equal(keptBytes('resnet18.nn', { precision: 'bf16' }), 11_911_936);
    assert.equal(keptBytes('resnet18.nn', { precision: 'fp16' }), 11_911_936);
  });

  it('of ViT-B/16 in bf16: the log-sum-exp of attention stays fp32', () => {
    assert.equal(keptBytes('vit_b_16.nn', { precision: 'bf16' }), 59_137_076);
  });

  it('of ResNet-18 under autocast: copies of the weights too, more than in fp32', () => {
    assert.equal(keptBytes('resnet18.nn', { precision: 'mixed' }), 35_288_960);
  });

  it('of ViT-B/16 on the plain kernel: the matrices too', () => {
    const table = JSON.parse(readFileSync('test/reference/models/vit_b_16.json', 'utf8')) as {
      saved_for_backward_bytes: { batch_1_unfused_attention: { bytes: number } };
    };
    assert.equal(
      keptBytes('vit_b_16.nn', { attention: 'plain' }),
      table.saved_for_backward_bytes.batch_1_unfused_attention.bytes,
    );
  });
});

type ByBatch = Readonly<Record<string, number>>;
interface Measured {
  readonly bf16: ByBatch;
  readonly mixed: ByBatch;
  readonly mixed_inference_peak: number;
}
/** Counted in PyTorch 2.15, in bf16 and under `torch.autocast('cpu', torch.bfloat16)`; its script stands beside the table. */
const measured = (
  JSON.parse(readFileSync('test/reference/kept_precision.json', 'utf8')) as {
    readonly networks: Readonly<Record<string, Measured>>;
  }
).networks;

/** Python's variables keep more alive, as in fp32 (docs/memory.md). */
const elsewhere: Readonly<Record<string, number>> = { densenet121: 4_816_896 };

describe('bytes in other precisions', () => {
  it('are measured for all reference networks', () => {
    assert.deepEqual(Object.keys(measured).sort(), Object.keys(networks).sort());
  });

  for (const [name, figures] of Object.entries(measured)) {
    it(`are those of PyTorch for ${name}`, () => {
      for (const precision of ['bf16', 'mixed'] as const) {
        const found = Object.keys(figures[precision]).map(batch => {
          const { totals } = networkOfExample(fileOf(name), { precision, batch: Number(batch), mode: 'train' });
          return [batch, totals.bytes.keptForBackward?.value];
        });
        assert.deepEqual(Object.fromEntries(found), figures[precision]);
      }
    });

    it(`are those of PyTorch for ${name} without gradients under autocast`, () => {
      const { totals } = networkOfExample(fileOf(name), { precision: 'mixed', mode: 'infer', batch: 1 });
      assert.equal(totals.bytes.inferencePeak?.value, elsewhere[name] ?? figures.mixed_inference_peak);
    });
  }
});

/** Attention, shared, tied and frozen weights, checkpoints, layouts: each in PyTorch as in `.nn` (test/reference/make_kept_cases.py). */
const { cases } = JSON.parse(readFileSync('test/reference/kept_cases.json', 'utf8')) as {
  readonly cases: readonly { readonly name: string; readonly text: string; readonly kept: ByBatch }[];
};

describe('bytes kept in each precision at two batch sizes', () => {
  for (const { name, text, kept } of cases) {
    it(`are those of PyTorch for ${name}`, () => {
      const found = Object.keys(kept).map(key => {
        const [precision, batch] = key.split(' ');
        const asked = { precision: precision as Precision, batch: Number(batch), mode: 'train' } as const;
        return [key, networkOf(text, asked).totals.bytes.keptForBackward?.value];
      });
      assert.deepEqual(Object.fromEntries(found), kept);
    });
  }
});
