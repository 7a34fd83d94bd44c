/** The examples against PyTorch's own tables: totals, bytes and every layer in order (test/reference/README.md). */
import assert from 'node:assert/strict';
import type { Mode } from '../../src/analysis/report.js';
import { networkOfExample } from './examples.js';
import { fileOf, idle, isModule, networks } from './functional.js';
import { ofOurs, ofReference } from './modules.js';
import { readReference, savedBytes, type ReferenceLayer } from './reference.js';

/** DenseNet's layers hold their concatenation in a variable until they return; the rule of docs/memory.md gives this. */
const peaks: Readonly<Record<string, number>> = { densenet121: 9_031_680 };

for (const [name, functional] of Object.entries(networks)) {
  describe(`examples/${fileOf(name)}.nn`, () => {
    const reference = readReference(name);
    const choices = { batch: 1, precision: 'fp32' } as const;

    it('has the parameters, buffers, multiply-adds and outputs of PyTorch’s network', () => {
      const { totals, outputs } = networkOfExample(fileOf(name), choices);
      const { totals: expected } = reference;
      assert.deepEqual(
        {
          trainable: totals.parameters.trainable.value,
          frozen: totals.parameters.frozen.value,
          float: totals.buffers.float.value,
          integer: totals.buffers.integer.value,
          multiplyAdds: totals.multiplyAdds?.value,
          outputs: outputs.map(o => o.shape?.map(d => d.value)),
        },
        {
          trainable: expected.trainable_parameters,
          frozen: expected.parameters - expected.trainable_parameters,
          float: expected.float_buffer_elements,
          integer: expected.integer_buffer_elements,
          multiplyAdds: reference.multiply_adds.total,
          outputs: reference.output_shapes.map(shape => shape.slice(1)),
        },
      );
    });

    for (const { batch, bytes, input } of savedBytes(reference)) {
      it(`keeps ${bytes} bytes for backward at batch ${batch}`, () => {
        const { totals } = networkOfExample(fileOf(name), { ...choices, batch });
        assert.deepEqual(
          { bytes: totals.bytes.keptForBackward?.value, input: totals.bytes.ofWhichInput?.value },
          { bytes, input },
        );
      });
    }

    it('has at most so many bytes of activations alive without gradients', () => {
      const { totals } = networkOfExample(fileOf(name), choices);
      assert.equal(totals.bytes.inferencePeak?.value, peaks[name] ?? reference.peak_inference_activation_bytes);
    });

    const modes: readonly (readonly [Mode, readonly ReferenceLayer[], number])[] = [
      ['infer', reference.layers, 1],
      ...(reference.training_layers
        ? [['train', reference.training_layers, reference.training_batch ?? 1] as const]
        : []),
    ];
    for (const [mode, expected, batch] of modes) {
      it(`has PyTorch’s layers in order (${mode})`, () => {
        const { lines, truncated } = networkOfExample(fileOf(name), { ...choices, mode }).layers();
        assert.equal(truncated, 0);
        const ours = lines.filter(isModule(functional)).map(ofOurs);
        const theirs = expected.filter(layer => !idle(layer)).map(layer => ofReference(layer, batch));
        for (const [i, line] of theirs.entries()) assert.deepEqual(ours[i], line, `line ${i} of ${mode}`);
        assert.equal(ours.length, theirs.length);
      });
    }

    it('names only lines that are there as function calls', () => {
      const paths = networkOfExample(fileOf(name), { ...choices, mode: 'train' })
        .layers()
        .lines.map(line => line.path);
      for (const [pattern, reason] of functional)
        assert.ok(
          paths.some(path => pattern.test(path)),
          reason,
        );
    });
  });
}
