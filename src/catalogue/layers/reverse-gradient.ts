/** `reverse_gradient`: hands on what flows in, and the gradient back with the other sign. */
import { defineActivation } from './activation.js';
import { positive } from './layer.js';

export const reverseGradient = defineActivation({
  name: 'reverse_gradient',
  summary: 'Hands on what flows in; the gradient goes back with the other sign.',
  formula: 'y = x, dx = -scale · dy',
  source: 'Ganin & Lempitsky 2015, Domain-adversarial training',
  traits: ['linear'],
  parameters: { scale: positive('size of the gradient', { default: 1 }) },
  lower: (op, x, a) => op.reverseGradient(x, { scale: a.scale }),
  pytorch: a => `ReverseGradient.apply(x, ${String(a.scale)})`,
  example: 'reverse_gradient(0.1)',
});
