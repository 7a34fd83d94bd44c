/** `warmup`: a straight rise, then the full learning rate. */
import { defineSchedule, positive } from './schedule.js';

export const warmup = defineSchedule({
  name: 'warmup',
  summary: 'A straight rise from zero over the first epochs, then the full learning rate.',
  source: 'Goyal et al. 2017',
  parameters: { epochs: positive('length of the rise', { default: 5 }) },
  factor: ({ epoch }, a) => Math.min(1, epoch / a.epochs),
  spell: { pytorch: a => `torch.optim.lr_scheduler.LinearLR(optimizer, 1e-9, 1.0, ${String(a.epochs)})` },
  example: 'warmup(epochs: 5)',
});
