/** Layers and arguments as they are written: every one is understood, and gives a shape. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { analyzeText, networkOf } from './sources.js';
import { written } from './written-layers.js';

const cell = 'block Cell(w) {\n  input x\n  input state: [w]\n  concat(state) -> dense(w) -> tanh\n}\n';

const textOf = (inputs: string, steps: string): string =>
  `${cell}network N {\n${inputs
    .split('; ')
    .map(input => `  input ${input}\n`)
    .join('')}  ${steps}\n}\n`;

const shapeOf = (inputs: string, steps: string): string | undefined =>
  networkOf(textOf(inputs, steps)).outputs[0]?.shape?.join('x');

describe('layers as they are written', () => {
  for (const [inputs, all] of written)
    for (const steps of all)
      it(`${steps.replaceAll('\n', '; ')} on ${inputs}`, () => {
        const report = analyzeText(textOf(inputs, steps));
        assert.deepEqual(
          report.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
          [],
        );
        for (const { shape } of report.networks[0]?.outputs ?? []) assert.ok(shape);
      });

  it('reduce several dimensions at once', () => {
    assert.equal(shapeOf('x: [3, 4, 5]', 'reduce(mean, axis: [0, -1])'), '4');
    assert.equal(shapeOf('x: [3, 4, 5]', 'reduce(norm, axis: [1, 2], keep: true)'), '3x1x1');
  });

  it('cut into the sizes that are given in place of a number of parts', () => {
    assert.equal(shapeOf('x: [6, 5]', 'p = split([1, 2, 3])\np[2]'), '3x5');
  });

  it('give a transposed convolution a length for each input channel, as PyTorch does', () => {
    const { totals } = networkOf(textOf('x: [4, 6, 6]', 'transposed_conv(8, 3, weight_norm: plain)'));
    assert.equal(totals.parameters.trainable.value, 4 * 8 * 9 + 4 + 8);
    const spectral = networkOf(textOf('x: [4, 6, 6]', 'transposed_conv(8, 3, weight_norm: spectral)')).totals;
    assert.equal(spectral.buffers.float.value, 8 + 4 * 9);
  });
});
