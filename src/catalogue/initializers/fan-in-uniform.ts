/** `fan_in_uniform`: PyTorch's own start of biases. */
import { evenly, fanOf } from './fans.js';
import { defineInitializer } from './initializer.js';

export const fanInUniform = defineInitializer({
  name: 'fan_in_uniform',
  summary: 'Evenly up to 1 / √fan_in, the fan being that of the weight beside it.',
  parameters: {},
  fill: (into, _, fans, { uniform }) => {
    evenly(into, 1 / Math.sqrt(fanOf(fans, 'fan_in')), uniform);
  },
  spell: { pytorch: () => 'nn.init.uniform_(b, -fan_in ** -0.5, fan_in ** -0.5)' },
});
