/** `truncated_normal`: normal numbers within bounds. */
import { defineInitializer, positive, real } from './initializer.js';

export const truncatedNormal = defineInitializer({
  name: 'truncated_normal',
  summary: 'Normal, drawn again where it is more than two deviations from the mean.',
  parameters: {
    std: positive('standard deviation before the cut', { default: 0.02 }),
    mean: real('mean', { default: 0 }),
  },
  fill: (into, _, __, { normal }, { mean, std }) => {
    for (let i = 0; i < into.length; i++) {
      // Later draws of an element lie behind all first draws, so no two elements share one.
      let z = normal(i);
      for (let again = 1; Math.abs(z) > 2 && again < 64; again++) z = normal(i + again * into.length);
      into[i] = mean + std * Math.max(-2, Math.min(2, z));
    }
  },
  spell: { pytorch: a => `nn.init.trunc_normal_(w, ${String(a.mean)}, ${String(a.std)})` },
});
