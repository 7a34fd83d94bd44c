/** `exponential`: a learning rate that shrinks by the same factor each epoch. */
import { defineSchedule, positive } from './schedule.js';

export const exponential = defineSchedule({
  name: 'exponential',
  summary: 'Multiplies the learning rate by `factor` each epoch.',
  parameters: { factor: positive('what the learning rate is multiplied by', { default: 0.95, alias: 'gamma' }) },
  factor: ({ epoch }, a) => a.factor ** Math.floor(epoch),
  spell: { pytorch: a => `torch.optim.lr_scheduler.ExponentialLR(optimizer, ${String(a.factor)})` },
  example: 'exponential(factor: 0.95)',
});
