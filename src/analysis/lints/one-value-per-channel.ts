/** `one-value-per-channel`: batch norm that sees a single value of each channel. */
import { Dim } from '../../shape/dim.js';
import { elements } from '../../shape/shape.js';
import type { GraphFix } from '../../graph/graph.js';
import { defineLint, replaceText, type LintNode, type LintTrain } from './lint.js';

/** Whether a sample has one value of each channel: the mean over a batch of 1 is the value itself. */
function seesOneCell(node: LintNode): boolean {
  const shape = node.inputs[0]?.shape;
  if (!shape) return false;
  const axis = node.arg('axis');
  const at = typeof axis === 'number' ? (axis < 0 ? axis + shape.length : axis) : 0;
  return elements(shape.filter((_, i) => i !== at)).equals(Dim.of(1));
}

interface Trouble {
  readonly message: string;
  readonly fixes: readonly GraphFix[];
}

/** The nearest larger batch that leaves no batch of one sample. */
function betterBatch(samples: number, batch: number): number {
  let next = batch + 1;
  while (samples % next === 1) next++;
  return next;
}

function troubleOf(train: LintTrain): Trouble | undefined {
  const { batch, data, dropLast, graph } = train;
  if (!batch) return undefined;
  if (batch.value === 1) {
    return {
      message: 'with batches of 1 sample',
      fixes: [replaceText('Write `batch: 32`', batch.place, '32')],
    };
  }
  const samples = data?.facts.samples?.train;
  if (samples === undefined || dropLast || graph.settings.has('folds') || samples % batch.value !== 1) return undefined;
  const better = betterBatch(samples, batch.value);
  return {
    message: `the last batch would hold 1 sample (${String(samples)} samples in batches of ${String(batch.value)}); there`,
    fixes: [
      replaceText(
        'Leave the last batch out: `drop_last: true`',
        batch.place,
        `${String(batch.value)}\n  drop_last: true`,
      ),
      replaceText(`Write \`batch: ${String(better)}\``, batch.place, String(better)),
    ],
  };
}

export const oneValuePerChannel = defineLint({
  name: 'one-value-per-channel',
  severity: 'warning',
  what: 'Batch norm meets a batch in which each channel has a single value: one sample, and one cell.',
  why: 'A single value has no variance: everything becomes 0, and PyTorch stops with an error in the middle of the run.',
  instead: 'Use a larger batch, one that leaves no single sample at the end, or leave the last batch out.',
  source: 'fastai/fastai#1352; meetps/pytorch-semseg#214',
  bad: `network Arms {
  input features: [2]
  dense(16, bias: false) -> batchnorm -> relu
  dense(2)
}
train Arms {
  data: spiral(samples: 2001)
  loss: cross_entropy
  batch: 32
}`,
  good: `network Arms {
  input features: [2]
  dense(16, bias: false) -> batchnorm -> relu
  dense(2)
}
train Arms {
  data: spiral(samples: 2001)
  loss: cross_entropy
  batch: 32
  drop_last: true
}`,
  *check(network) {
    const nodes = network.having('batch-statistics').filter(node => !node.frozen && seesOneCell(node));
    if (nodes.length === 0) return;
    for (const train of network.trains) {
      const trouble = troubleOf(train);
      if (!trouble) continue;
      for (const node of nodes) {
        yield {
          node,
          message: `${trouble.message} ${node.label} sees one value of each channel, and batch norm needs at least 2`,
          related: train.batch ? [{ message: 'the batch is set here', place: train.batch.place }] : [],
          fix: trouble.fixes,
        };
      }
    }
  },
});
