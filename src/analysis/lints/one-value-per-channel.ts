/** `one-value-per-channel`: batch norm that would see a single number of each channel. */
import type { Dim } from '../../shape/dim.js';
import { elements } from '../../shape/shape.js';
import { defineLint, type LintNode, type LintTrain } from './lint.js';

/** Places of each channel in one sample. */
function places(node: LintNode): Dim | undefined {
  const [input] = node.inputs;
  const axis = node.arg('axis');
  if (!input || typeof axis !== 'number') return undefined;
  const at = axis < 0 ? axis + input.shape.length : axis;
  return elements(input.shape.filter((_, i) => i !== at));
}

/** In words, which batch of a training holds a single sample; undefined where none does. */
function singleSample({ batch, data, dropLast }: LintTrain): string | undefined {
  if (batch === undefined) return undefined;
  if (batch.value === 1) return 'with a batch of 1';
  const samples = data?.facts.samples?.train;
  if (samples === undefined || dropLast || samples % batch.value !== 1) return undefined;
  return `in the last batch, which holds 1 sample (${String(samples)} = ${String(Math.floor(samples / batch.value))} x ${String(batch.value)} + 1),`;
}

export const oneValuePerChannel = defineLint({
  name: 'one-value-per-channel',
  severity: 'warning',
  what: 'A batch norm would see one number of each channel in a training step.',
  why: 'Their deviation is zero, so every result is the learned shift whatever flows in, and PyTorch refuses to train.',
  instead:
    'Train with a larger batch, or normalize over something else: `layernorm`, or `groupnorm` with fewer groups.',
  source: 'Ioffe & Szegedy 2015',
  bad: 'network N {\n  input x: [64]\n  dense(32, bias: false) -> batchnorm -> relu\n  dense(10)\n}\ntrain N { batch: 1 }',
  good: 'network N {\n  input x: [64]\n  dense(32, bias: false) -> batchnorm -> relu\n  dense(10)\n}\ntrain N { batch: 2 }',
  *check(network) {
    const where = network.trains.map(singleSample).find(words => words !== undefined);
    if (where === undefined) return;
    for (const node of network.having('batch-statistics')) {
      if (node.frozen || places(node)?.equals(1) !== true) continue;
      yield {
        node,
        message: `${where} ${node.label} sees one number of each channel: batch norm needs 2 or more to train`,
      };
    }
  },
});
