/** Transformers of Hugging Face's transformers 5.24.0 on PyTorch 2.15, built from their configurations and measured like test/reference/models. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { NetworkReport } from '../../src/analysis/report.js';
import { reportOf } from './examples.js';

/** Parameters, multiply-adds, kept for backward at batch 1 and 2. */
type Measured = readonly [number, number, number, number];

/** Cosines and sines of the positions, which these models make anew in each pass, once for all layers: ours are a layer's buffers. */
const waves = (headWidth: number): number => 2 * 16 * headWidth * 4;

const networks: Readonly<Record<string, Measured>> = {
  // LlamaForCausalLM, sdpa: 154,560 and 307,072.
  Llama: [86_848, 1_347_584, 154_560 - waves(16), 307_072 - waves(16)],
  // Qwen3ForCausalLM, sdpa: 231,104 and 458,112.
  Qwen3: [111_552, 1_806_336, 231_104 - waves(32), 458_112 - waves(32)],
  // BertModel, DistilBertForMaskedLM and T5ForConditionalGeneration, eager.
  Bert: [81_856, 1_118_208, 152_704, 305_280],
  DistilBert: [81_956, 1_282_048, 156_544, 313_088],
  T5: [171_264, 2_522_112, 408_048, 812_896],
};

describe('transformers as PyTorch measures them', () => {
  for (const [network, measured] of Object.entries(networks)) {
    it(`counts ${network} to the last unit`, () => {
      const at = (batch: number): NetworkReport['totals'] =>
        reportOf('test/networks/further/transformers.nn', { batch, network }).totals;
      const [one, two] = [at(1), at(2)];
      assert.deepEqual(
        [
          one.parameters.trainable.value,
          one.multiplyAdds?.value,
          one.bytes.keptForBackward?.value,
          two.bytes.keptForBackward?.value,
        ],
        measured,
      );
    });
  }
});
