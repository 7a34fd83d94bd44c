/** `ones`: nothing but ones. */
import { defineInitializer } from './initializer.js';

export const ones = defineInitializer({
  name: 'ones',
  summary: 'One everywhere.',
  parameters: {},
  fill: into => {
    into.fill(1);
  },
  spell: { pytorch: () => 'nn.init.ones_(w)' },
});
