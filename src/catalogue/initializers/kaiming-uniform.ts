/** `kaiming_uniform`: PyTorch's own start of convolutions and dense layers. */
import { evenly, fanOf, mode } from './fans.js';
import { defineInitializer, real } from './initializer.js';

export const kaimingUniform = defineInitializer({
  name: 'kaiming_uniform',
  summary: 'Evenly up to √(6 / ((1 + a²) fan)); with a = √5, as PyTorch starts its layers, up to 1 / √fan.',
  source: 'He et al. 2015, Delving deep into rectifiers',
  parameters: { a: real('slope of the leaky ReLU that follows', { default: Math.sqrt(5) }), mode: mode() },
  fill: (into, _, fans, { uniform }, a) => {
    evenly(into, Math.sqrt(6 / ((1 + a.a * a.a) * fanOf(fans, a.mode))), uniform);
  },
  spell: { pytorch: a => `nn.init.kaiming_uniform_(w, a=${String(a.a)}, mode='${a.mode}')` },
});
