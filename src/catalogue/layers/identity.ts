/** `identity`: hands on what flows in. */
import { defineLayer } from './layer.js';

export const identity = defineLayer({
  name: 'identity',
  summary: 'Hands on what flows in, unchanged.',
  formula: 'y = x',
  source: 'torch.nn.Identity',
  keras: 'layers.Identity',
  traits: ['views', 'linear'],
  parameters: {},
  input: ['...'],
  shape: ({ x }) => x.shape,
  dtype: 'same',
  lower: (_op, x) => x,
  spell: { pytorch: () => 'nn.Identity()' },
  example: 'identity',
});
