/** `bias-before-norm`: a learned bias that the next layer takes away again. */
import { defineLint, setArgument, type LintNode } from './lint.js';

/** Which dimension a layer has one number of a bias, or of a mean, for; counted from the front. */
function channelOf(node: LintNode, rank: number): number {
  if (node.has('feature-last')) return rank - 1;
  const axis = node.arg('axis');
  return typeof axis !== 'number' ? 0 : axis < 0 ? axis + rank : axis;
}

/** Whether the reader subtracts what the bias adds: the mean over all but the same dimension, taken anew each time. */
function takesAway(reader: LintNode, node: LintNode): boolean {
  if (!reader.has('removes-channel-mean') || (reader.has('batch-statistics') && reader.frozen)) return false;
  const rank = node.output?.shape.length;
  // Of a block that nothing calls the shapes are not known.
  return rank === undefined || channelOf(reader, rank) === channelOf(node, rank);
}

export const biasBeforeNorm = defineLint({
  name: 'bias-before-norm',
  severity: 'hint',
  what: 'A layer adds a bias and all that read it subtract the mean of each channel.',
  why: 'The bias never changes an output, yet its weights, gradients and optimizer state take memory.',
  instead: 'Write `bias: false`; the normalization has a shift of its own.',
  source: 'Ioffe & Szegedy 2015, Batch Normalization, section 3.2',
  bad: 'conv(32, 3) -> batchnorm',
  good: 'conv(32, 3, bias: false) -> batchnorm',
  *check(network) {
    for (const node of network.having('adds-bias')) {
      // In a non-linear layer the bias is more than a sum at the end; weights that are shared have other readers too.
      if (node.arg('bias') !== true || node.frozen || node.escapes || node.has('non-linear') || node.node.shared)
        continue;
      const [reader] = node.consumers;
      if (!reader || !node.consumers.every(each => takesAway(each, node))) continue;
      yield {
        node,
        at: 'bias',
        message: `the bias of ${node.label} has no effect: ${reader.label} subtracts the mean of each channel`,
        fix: { ...setArgument(node, 'bias', 'false'), keeps: true },
      };
    }
  },
});
