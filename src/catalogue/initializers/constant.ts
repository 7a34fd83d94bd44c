/** `constant`: the same number everywhere. */
import { defineInitializer, real } from './initializer.js';

export const constant = defineInitializer({
  name: 'constant',
  summary: 'One number everywhere.',
  parameters: { value: real('the number') },
  fill: (into, _, __, ___, a) => {
    into.fill(a.value);
  },
  spell: { pytorch: a => `nn.init.constant_(w, ${String(a.value)})` },
});
