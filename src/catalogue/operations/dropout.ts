/** Random masks, in training only. The mask is never stored: the counter gives it again in the backward pass. */
import { defineOperation, type OperationOf } from './operation.js';
import { arriving, typeAt } from './rules.js';
import type { Draw } from './source.js';

/** `channel`: whole channels (first dimension) fall together. */
export type DropoutAttributes = Draw & { readonly p: number; readonly channel: boolean };

export const dropout: OperationOf<DropoutAttributes> = defineOperation({
  name: 'dropout',
  eagerBackward: 'kernel',
  summary: 'Each element is 0 with chance p, else scaled by 1 / (1 - p).',
  source: 'Srivastava et al. 2014, Dropout',
  inputs: ['x'],
  traits: ['random', 'in-place', 'keeps-order'],
  types: inputs => [typeAt(inputs, 0)],
  // On the CPU the mask is stored like the input.
  eagerKeeps({ inputs, attributes: { p, channel } }) {
    const { shape, dtype, batched } = typeAt(inputs, 0);
    return p === 0 ? [] : [{ buffer: channel ? shape.slice(0, 1) : shape, dtype, batched }];
  },
  gradient: ({ op, gradients, attributes }) => [op.dropout(arriving(gradients), attributes)],
});

export const dropPath: OperationOf<Draw & { readonly p: number }> = defineOperation({
  name: 'dropPath',
  summary: 'All of a sample is 0 with chance p, else scaled by 1 / (1 - p).',
  source: 'Huang et al. 2016, Deep networks with stochastic depth; Larsson et al. 2016, FractalNet',
  inputs: ['x'],
  traits: ['random', 'in-place', 'keeps-order'],
  types: inputs => [typeAt(inputs, 0)],
  eagerKeeps({ inputs, attributes: { p } }) {
    const { dtype, batched } = typeAt(inputs, 0);
    return p === 0 ? [] : [{ buffer: [], dtype, batched }];
  },
  gradient: ({ op, gradients, attributes }) => [op.dropPath(arriving(gradients), attributes)],
});
