/** `class_token`: a learned vector before the sequence. */
import { init, weight } from './initial.js';
import { count, defineLayer } from './layer.js';

export const classToken = defineLayer({
  name: 'class_token',
  summary: 'Puts learned vectors before a sequence.',
  formula: '[T, D] → [T + count, D]',
  source: 'Devlin et al. 2018, BERT; Dosovitskiy et al. 2020, ViT',
  traits: ['embeds'],
  parameters: { count: count('number of vectors', { min: 1, default: 1 }), init: init() },
  input: ['T', 'D'],
  shape: ({ T, D }, a) => [T.plus(a.count), D],
  weights: ({ D }, a) => ({ weight: weight([a.count, D], a.init, 'zeros') }),
  lower: (op, x, { weight }) => op.concat(weight!, x, { axis: 0 }),
  spell: { pytorch: () => 'torch.cat([self.class_token.expand(len(x), -1, -1), x], dim=1)' },
  example: 'class_token',
  exampleInput: '[16, 64]',
});
