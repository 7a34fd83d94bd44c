/** `kaiming_normal`: normal numbers that keep the variance through leaky ReLUs. */
import { fanOf, mode, normally } from './fans.js';
import { defineInitializer, real } from './initializer.js';

export const kaimingNormal = defineInitializer({
  name: 'kaiming_normal',
  summary: 'Normal with deviation √(2 / ((1 + a²) fan)).',
  source: 'He et al. 2015, Delving deep into rectifiers',
  parameters: { a: real('slope of the leaky ReLU that follows', { default: 0 }), mode: mode() },
  fill: (into, _, fans, { normal }, a) => {
    normally(into, 0, Math.sqrt(2 / ((1 + a.a * a.a) * fanOf(fans, a.mode))), normal);
  },
  spell: { pytorch: a => `nn.init.kaiming_normal_(w, a=${String(a.a)}, mode='${a.mode}')` },
});
