/** `accuracy`: the share of right classes. */
import { defineMetric } from './metric.js';

export const accuracy = defineMetric({
  name: 'accuracy',
  summary:
    'Share of samples whose largest number is that of their class; of a single number, whether it is above 0 as it should.',
  parameters: {},
  better: 'higher',
  sum(output, target, samples, classes) {
    let right = 0;
    for (let sample = 0; sample < samples; sample++) {
      const label = target[sample] ?? -1;
      if (classes === 1) {
        if ((output[sample] ?? 0) > 0 === label > 0.5) right += 1;
        continue;
      }
      let best = 0;
      for (let c = 1; c < classes; c++) {
        if ((output[sample * classes + c] ?? 0) > (output[sample * classes + best] ?? 0)) best = c;
      }
      if (best === label) right += 1;
    }
    return right;
  },
});
