/** `zeros`: nothing but zeros. */
import { defineInitializer } from './initializer.js';

export const zeros = defineInitializer({
  name: 'zeros',
  summary: 'Zero everywhere.',
  parameters: {},
  fill: into => {
    into.fill(0);
  },
  spell: { pytorch: () => 'nn.init.zeros_(w)' },
});
