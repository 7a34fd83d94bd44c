/** `bias-before-norm`: a learned bias that the next layer takes away again. */
import { defineLint, setArgument } from './lint.js';

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
      if (node.arg('bias') !== true || node.frozen || node.escapes) continue;
      const [reader] = node.consumers;
      if (!reader || !node.consumers.every(each => each.has('removes-channel-mean'))) continue;
      yield {
        node,
        at: 'bias',
        message: `the bias of ${node.label} has no effect: ${reader.label} subtracts the mean of each channel`,
        fix: setArgument(node, 'bias', 'false'),
      };
    }
  },
});
