/** `nll`: cross-entropy of logarithms of probabilities. */
import { axis, defineLoss, optionalCount } from './loss.js';
import { classesFirst, given, output, target } from './shared.js';

export const nll = defineLoss({
  name: 'nll',
  summary: 'The negative logarithm of the right class’s share, for a network that ends in `log_softmax`.',
  formula: '-x[label]',
  traits: ['classification', 'over-classes', 'takes-log-probabilities'],
  inputs: [
    output('log_probabilities', 'logarithms of shares, the classes in the first dimension'),
    target('target', 'the class', 'int64'),
  ],
  parameters: {
    axis: axis('dimension of the classes; the first one, so `-1` for [T, classes]', { default: 0, alias: 'dim' }),
    ignore: optionalCount('class that does not count', { min: 0, alias: 'ignore_index' }),
  },
  lower(op, inputs, { axis: at, ignore }) {
    return op.nll(classesFirst(op, given(inputs, 'log_probabilities'), at), given(inputs, 'target'), undefined, {
      ...(ignore !== undefined && { ignore: ignore.value }),
    });
  },
  spell: { pytorch: () => 'F.nll_loss(log_probabilities, target)' },
  example: 'nll',
});
