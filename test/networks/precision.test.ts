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

/**
 * Kept in pure bf16 at batch 1 and 2, and under `torch.autocast('cpu', torch.bfloat16)`: torch 2.15 and torchvision 0.29.2, counted by
 * `saved_tensors_hooks` as in models/NAME.json.
 */
const measured: Readonly<Record<string, readonly number[]>> = {
  alexnet: [2_223_872, 4_447_744, 124_404_864, 126_628_736],
  vgg11: [30_556_160, 61_112_320, 296_258_944, 326_815_104],
  vgg16_bn: [69_911_040, 139_805_184, 346_616_192, 416_510_336],
  resnet18: [11_911_936, 23_804_672, 35_288_960, 47_181_696],
  resnet50: [43_863_808, 87_621_376, 94_975_872, 138_733_440],
  densenet121: [66_150_784, 132_134_272, 82_106_496, 148_089_984],
  squeezenet1_1: [11_855_568, 23_711_136, 14_318_672, 26_174_240],
  mobilenet_v2: [39_172_992, 78_277_760, 46_180_736, 85_285_504],
  vit_b_16: [59_137_076, 118_274_152],
  googlenet_no_aux: [29_784_448, 59_539_776, 43_032_256, 72_787_584],
  inception_v3_no_aux: [51_993_750, 103_918_636, 99_660_886, 151_585_772],
  resnext50_32x4d: [57_040_128, 113_943_808, 107_095_936, 163_999_616],
};

describe('bytes kept for backward in other precisions', () => {
  for (const [name, figures] of Object.entries(measured)) {
    it(`are those of PyTorch for ${name}`, () => {
      const asked = [
        { precision: 'bf16', batch: 1 },
        { precision: 'bf16', batch: 2 },
        { precision: 'mixed', batch: 1 },
        { precision: 'mixed', batch: 2 },
      ] as const;
      for (const [i, figure] of figures.entries()) assert.equal(keptBytes(`${name}.nn`, asked[i] ?? {}), figure);
    });
  }
});
