/** `cross_entropy`: how surprised a softmax is by the right class. */
import { axis, defineLoss, fraction, optionalCount } from './loss.js';
import { classesFirst, given, output, target } from './shared.js';

export const crossEntropy = defineLoss({
  name: 'cross_entropy',
  summary: 'Softmax and the logarithm of the right class’s share, for logits and a class each.',
  formula: '-ln softmax(logits)[label]',
  source: 'Bridle 1990; Szegedy et al. 2016 (label smoothing)',
  traits: ['takes-logits', 'classification', 'over-classes'],
  inputs: [
    output('logits', 'a number for each class in the first dimension; further dimensions are places'),
    target('target', 'the class, or a share for each class', 'int64'),
  ],
  parameters: {
    smoothing: fraction('share of the target that all classes get', { default: 0, alias: 'label_smoothing' }),
    axis: axis('dimension of the classes; the first one, so `-1` for [T, classes]', { default: 0, alias: 'dim' }),
    ignore: optionalCount('class that does not count', { min: 0, alias: 'ignore_index' }),
  },
  requires: [
    {
      holds: ({ logits, target: label }) => {
        if (logits === undefined || label === undefined || label.dtype.includes('float')) return true;
        return label.shape.length === logits.shape.length - 1;
      },
      says: ({ logits }) =>
        `the logits have ${String(logits?.shape.length ?? 0)} dimensions, so there must be a class for each place of the others`,
    },
  ],
  lower(op, inputs, { smoothing, axis: at, ignore }) {
    return op.crossEntropy(classesFirst(op, given(inputs, 'logits'), at), given(inputs, 'target'), undefined, {
      smoothing,
      ...(ignore !== undefined && { ignore: ignore.value }),
    });
  },
  spell: {
    pytorch: a => `F.cross_entropy(logits, target${a.smoothing > 0 ? `, label_smoothing=${String(a.smoothing)}` : ''})`,
  },
  example: 'cross_entropy',
});
