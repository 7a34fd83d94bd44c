/** `huber`: squared for small errors, linear for large ones. */
import { defineLoss, positive } from './loss.js';
import { alike, given, output, target } from './shared.js';

export const huber = defineLoss({
  name: 'huber',
  summary: 'Half the square of an error up to `delta`, and a line beyond.',
  formula: '|e| ≤ δ ? e² / 2 : δ (|e| - δ / 2)',
  source: 'Huber 1964',
  traits: ['regression'],
  inputs: [output('output', 'what the network says'), target('target', 'what it should say')],
  parameters: { delta: positive('where the line begins', { default: 1 }) },
  requires: [alike('output', 'target')],
  lower: (op, inputs, { delta }) => op.huber(given(inputs, 'output'), given(inputs, 'target'), { delta }),
  spell: { pytorch: a => `F.huber_loss(output, target, delta=${String(a.delta)})` },
  example: 'huber(delta: 1)',
});
