/** `mae`: the mean of absolute errors. */
import { defineMetric } from './metric.js';

export const mae = defineMetric({
  name: 'mae',
  summary: 'Mean of absolute errors.',
  parameters: {},
  better: 'lower',
  sum(output, target, samples, classes) {
    let sum = 0;
    for (let i = 0; i < samples * classes; i++) sum += Math.abs((output[i] ?? 0) - (target[i] ?? 0));
    return sum / classes;
  },
});
