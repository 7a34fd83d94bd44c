/** `inverse_root`: a straight rise, then one over the root of the time. */
import { defineSchedule, positive } from './schedule.js';

export const inverseRoot = defineSchedule({
  name: 'inverse_root',
  summary: 'A straight rise over the first epochs, then one over the square root of the time.',
  source: 'Vaswani et al. 2017, section 5.3',
  parameters: { warmup: positive('epochs of the rise', { default: 1 }) },
  factor: ({ epoch }, { warmup }) => Math.min(epoch / warmup, Math.sqrt(warmup / Math.max(1e-9, epoch))),
  spell: {
    pytorch: a =>
      `torch.optim.lr_scheduler.LambdaLR(optimizer, lambda e: min(e / ${String(a.warmup)}, (${String(a.warmup)} / max(e, 1e-9)) ** 0.5))`,
  },
  example: 'inverse_root(warmup: 4)',
});
