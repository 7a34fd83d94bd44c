/** `small_normal`: the start of position embeddings. */
import { normally } from './fans.js';
import { defineInitializer } from './initializer.js';

export const smallNormal = defineInitializer({
  name: 'small_normal',
  summary: 'Normal with deviation 0.02.',
  source: 'Devlin et al. 2018, BERT',
  parameters: {},
  fill: (into, _, __, { normal }) => {
    normally(into, 0, 0.02, normal);
  },
  spell: { pytorch: () => 'nn.init.normal_(w, std=0.02)' },
});
