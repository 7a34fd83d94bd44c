/** `uniform`: even numbers between two bounds. */
import { defineInitializer, real } from './initializer.js';

export const uniform = defineInitializer({
  name: 'uniform',
  summary: 'Evenly between `low` and `high`.',
  parameters: { low: real('lower bound', { default: -0.05 }), high: real('upper bound', { default: 0.05 }) },
  fill: (into, _, __, { uniform: draw }, { low, high }) => {
    for (let i = 0; i < into.length; i++) into[i] = low + (high - low) * draw(i);
  },
  spell: { pytorch: a => `nn.init.uniform_(w, ${String(a.low)}, ${String(a.high)})` },
});
