/** `kl_divergence`: how far one distribution of classes is from another. */
import { defineLoss } from './loss.js';
import { alike, given, output, target } from './shared.js';

export const klDivergence = defineLoss({
  name: 'kl_divergence',
  summary: 'Divergence of the target’s shares from those whose logarithms the network gives.',
  formula: 'Σ t (ln t - x)',
  source: 'Kullback & Leibler 1951',
  inputs: [output('log_probabilities', 'logarithms of shares'), target('target', 'shares')],
  parameters: {},
  requires: [alike('log_probabilities', 'target')],
  lower: (op, inputs) => op.klDivergence(given(inputs, 'log_probabilities'), given(inputs, 'target'), { log: false }),
  spell: { pytorch: () => "F.kl_div(log_probabilities, target, reduction='batchmean')" },
  example: 'kl_divergence(log_probabilities, target: shares)',
});
