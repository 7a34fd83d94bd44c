/** `relu6`: ReLU that ends at 6. */
import { defineActivation } from './activation.js';

export const relu6 = defineActivation({
  name: 'relu6',
  summary: 'ReLU that ends at 6.',
  formula: 'min(max(0, x), 6)',
  source: 'Krizhevsky 2010',
  keras: 'activations.relu6',
  traits: ['non-linear', 'rectifies'],
  parameters: {},
  lower: (op, x) => op.relu6(x),
  pytorch: () => 'nn.ReLU6()',
});
