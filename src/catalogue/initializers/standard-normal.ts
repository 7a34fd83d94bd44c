/** `standard_normal`: PyTorch's own start of embeddings. */
import { normally } from './fans.js';
import { defineInitializer } from './initializer.js';

export const standardNormal = defineInitializer({
  name: 'standard_normal',
  summary: 'Normal with mean 0 and deviation 1, as PyTorch starts its embeddings.',
  parameters: {},
  fill: (into, _, __, { normal }) => {
    normally(into, 0, 1, normal);
  },
  spell: { pytorch: () => 'nn.init.normal_(w)' },
});
