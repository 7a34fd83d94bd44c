/** `lecun`: normal numbers for SELU and for networks without a bend. */
import { fanOf, mode, normally } from './fans.js';
import { defineInitializer } from './initializer.js';

export const lecun = defineInitializer({
  name: 'lecun',
  summary: 'Normal with deviation √(1 / fan).',
  source: 'LeCun et al. 1998, Efficient BackProp',
  parameters: { mode: mode() },
  fill: (into, _, fans, { normal }, a) => {
    normally(into, 0, Math.sqrt(1 / fanOf(fans, a.mode)), normal);
  },
  spell: { pytorch: () => 'nn.init.normal_(w, std=fan_in ** -0.5)' },
});
