/** `relu`: cuts off what is below zero. */
import { defineActivation } from './activation.js';

export const relu = defineActivation({
  name: 'relu',
  summary: 'Cuts off what is below zero.',
  formula: 'max(0, x)',
  source: 'Nair & Hinton 2010',
  keras: 'layers.ReLU',
  traits: ['non-linear', 'rectifies'],
  parameters: {},
  lower: (op, x) => op.relu(x),
  pytorch: () => 'nn.ReLU()',
});
