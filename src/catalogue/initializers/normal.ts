/** `normal`: normal numbers. */
import { normally } from './fans.js';
import { defineInitializer, positive, real } from './initializer.js';

export const normal = defineInitializer({
  name: 'normal',
  summary: 'Normal with a given mean and deviation.',
  parameters: {
    std: positive('standard deviation', { default: 0.01 }),
    mean: real('mean', { default: 0 }),
  },
  fill: (into, _, __, { normal: draw }, a) => {
    normally(into, a.mean, a.std, draw);
  },
  spell: { pytorch: a => `nn.init.normal_(w, ${String(a.mean)}, ${String(a.std)})` },
});
