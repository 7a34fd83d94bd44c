/** `log_counting`: logarithms of 1, 2, 3, ... in each row. */
import { defineInitializer } from './initializer.js';

export const logCounting = defineInitializer({
  name: 'log_counting',
  summary: 'Logarithms of 1, 2, 3, ... along the last dimension: rates of fading of a state space.',
  source: 'Gu et al. 2022, S4D (real)',
  parameters: {},
  fill: (into, shape) => {
    const width = shape.at(-1) ?? 1;
    for (let i = 0; i < into.length; i++) into[i] = Math.log((i % width) + 1);
  },
  spell: { pytorch: () => 'w.copy_(torch.arange(1, w.shape[-1] + 1).log().expand_as(w))' },
});
