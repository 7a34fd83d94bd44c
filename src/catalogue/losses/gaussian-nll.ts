/** `gaussian_nll`: regression that also says how sure it is. */
import { defineLoss } from './loss.js';
import { alike, given, meanOf, output, target } from './shared.js';

export const gaussianNll = defineLoss({
  name: 'gaussian_nll',
  summary: 'Negative logarithm of a normal density whose mean and logarithm of the variance the network gives.',
  formula: '½ (logvar + (x - target)² / exp(logvar))',
  source: 'Nix & Weigend 1994',
  traits: ['regression'],
  inputs: [
    output('mean', 'means'),
    output('logvar', 'logarithms of the variances'),
    target('target', 'what the means should be'),
  ],
  parameters: {},
  requires: [alike('mean', 'logvar'), alike('mean', 'target')],
  lower(op, inputs) {
    const logvar = given(inputs, 'logvar');
    const error = op.square(op.subtract(given(inputs, 'mean'), given(inputs, 'target')));
    const scaled = op.multiply(error, op.exp(op.negate(logvar)));
    return op.scaleBy(meanOf(op, op.add(logvar, scaled)), { by: 0.5 });
  },
  spell: { pytorch: () => 'F.gaussian_nll_loss(mean, target, logvar.exp())' },
  example: 'gaussian_nll(mean, logvar)',
});
