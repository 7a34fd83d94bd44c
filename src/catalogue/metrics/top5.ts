/** `top5`: the share of samples whose class is among the five likeliest. */
import { defineMetric } from './metric.js';

export const top5 = defineMetric({
  name: 'top5',
  summary: 'Share of samples whose class is among the five largest numbers.',
  parameters: {},
  better: 'higher',
  sum(output, target, samples, classes) {
    let right = 0;
    for (let sample = 0; sample < samples; sample++) {
      const label = target[sample] ?? -1;
      const own = output[sample * classes + label] ?? -Infinity;
      let above = 0;
      for (let c = 0; c < classes; c++) if ((output[sample * classes + c] ?? 0) > own) above += 1;
      if (above < 5) right += 1;
    }
    return right;
  },
});
