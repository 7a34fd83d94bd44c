/** `linear`: a straight line to the lowest learning rate. */
import { defineSchedule, fraction, real } from './schedule.js';

export const linear = defineSchedule({
  name: 'linear',
  summary: 'A straight line from the full learning rate to `lowest`, after `warmup` epochs of a straight rise.',
  source: 'Devlin et al. 2018, BERT',
  parameters: {
    lowest: fraction('share of the learning rate at the end', { default: 0 }),
    warmup: real('epochs of a straight rise before', { default: 0, min: 0 }),
  },
  factor({ epoch, epochs }, { lowest, warmup }) {
    if (epoch < warmup) return epoch / warmup;
    const progress = Math.min(1, (epoch - warmup) / Math.max(1e-9, epochs - warmup));
    return 1 - (1 - lowest) * progress;
  },
  spell: { pytorch: a => `torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, ${String(a.lowest)}, epochs)` },
  example: 'linear(warmup: 1)',
});
