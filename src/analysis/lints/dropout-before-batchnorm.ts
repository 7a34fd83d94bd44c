/** `dropout-before-batchnorm`: the variance that batch norm learns in training is not the one it meets afterwards. */
import { defineLint, removeStep } from './lint.js';

export const dropoutBeforeBatchnorm = defineLint({
  name: 'dropout-before-batchnorm',
  severity: 'hint',
  what: 'Dropout stands right before batch norm.',
  why: 'In training dropout raises the variance, and batch norm keeps that in its running statistics; in use nothing is dropped, and the statistics are wrong.',
  instead: 'Drop behind the last batch norm, or leave dropout out: batch norm regularizes by itself.',
  source: 'Li et al. 2019, Understanding the disharmony between dropout and batch normalization by variance shift',
  bad: 'conv(16, 3, bias: false) -> dropout(0.5) -> batchnorm -> relu',
  good: 'conv(16, 3, bias: false) -> batchnorm -> relu',
  *check(network) {
    for (const node of network.having('drops')) {
      if (node.arg('p') === 0 || node.escapes || node.has('joins')) continue;
      const reader = node.consumers.find(each => each.has('batch-statistics') && !each.frozen);
      if (!reader) continue;
      yield {
        node,
        message: `${node.label} changes the variance in training only, and ${reader.label} right behind it learns that variance`,
        related: [{ message: `${reader.label} reads it`, place: reader.place }],
        fix: removeStep(node),
      };
    }
  },
});
