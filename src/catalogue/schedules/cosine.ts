/** `cosine`: half a wave from the full learning rate to the lowest. */
import { defineSchedule, fraction, real } from './schedule.js';

export const cosine = defineSchedule({
  name: 'cosine',
  summary: 'Half a cosine from the full learning rate to `lowest`, after `warmup` epochs of a straight rise.',
  source: 'Loshchilov & Hutter 2017, SGDR',
  parameters: {
    lowest: fraction('share of the learning rate at the end', { default: 0 }),
    warmup: real('epochs of a straight rise before', { default: 0, min: 0 }),
  },
  factor({ epoch, epochs }, { lowest, warmup }) {
    if (epoch < warmup) return epoch / warmup;
    const progress = Math.min(1, (epoch - warmup) / Math.max(1e-9, epochs - warmup));
    return lowest + ((1 - lowest) * (1 + Math.cos(Math.PI * progress))) / 2;
  },
  spell: { pytorch: () => 'torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)' },
  example: 'cosine(warmup: 5)',
});
