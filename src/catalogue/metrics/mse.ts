/** `mse`: the mean of squared errors. */
import { defineMetric } from './metric.js';

export const mse = defineMetric({
  name: 'mse',
  summary: 'Mean of squared errors.',
  parameters: {},
  better: 'lower',
  sum(output, target, samples, classes) {
    let sum = 0;
    for (let i = 0; i < samples * classes; i++) sum += ((output[i] ?? 0) - (target[i] ?? 0)) ** 2;
    return sum / classes;
  },
});
