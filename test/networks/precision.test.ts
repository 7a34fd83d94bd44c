/** What backward keeps in other precisions and on the plain attention kernel: docs/memory.md and PyTorch's tables. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { analyze } from '../../src/analysis/analyze.js';
import type { Choices } from '../../src/analysis/report.js';
import { FileSet } from '../../src/language/files.js';
import { sourcesOf } from '../../src/graph/sources.js';

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
