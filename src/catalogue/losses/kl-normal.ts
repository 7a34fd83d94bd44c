/** `kl_normal`: how far normal distributions are from the standard one. */
import { defineLoss } from './loss.js';
import { alike, given, output, sumOf } from './shared.js';

export const klNormal = defineLoss({
  name: 'kl_normal',
  summary: 'Divergence of normal distributions, given by mean and logarithm of the variance, from the standard one.',
  formula: '½ Σ (mean² + exp(logvar) - logvar - 1)',
  source: 'Kingma & Welling 2013, appendix B',
  inputs: [output('mean', 'means'), output('logvar', 'logarithms of the variances')],
  parameters: {},
  requires: [alike('mean', 'logvar')],
  lower(op, inputs) {
    const [mean, logvar] = [given(inputs, 'mean'), given(inputs, 'logvar')];
    const both = op.subtract(op.add(op.square(mean), op.exp(logvar)), logvar);
    return op.scaleBy(sumOf(op, op.addConstant(both, { constant: -1 })), { by: 0.5 });
  },
  spell: { pytorch: () => '0.5 * (mean ** 2 + logvar.exp() - logvar - 1).flatten(1).sum(1).mean()' },
  example: 'kl_normal(mean, logvar)',
});
