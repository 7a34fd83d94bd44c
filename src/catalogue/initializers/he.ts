/** `he`: normal numbers that keep the variance through ReLUs. */
import { fanOf, mode, normally } from './fans.js';
import { defineInitializer } from './initializer.js';

export const he = defineInitializer({
  name: 'he',
  summary: 'Normal with deviation √(2 / fan): for layers before a ReLU.',
  source: 'He et al. 2015, Delving deep into rectifiers',
  parameters: { mode: mode() },
  fill: (into, _, fans, { normal }, a) => {
    normally(into, 0, Math.sqrt(2 / fanOf(fans, a.mode)), normal);
  },
  spell: { pytorch: a => `nn.init.kaiming_normal_(w, mode='${a.mode}', nonlinearity='relu')` },
});
