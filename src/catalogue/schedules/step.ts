/** `step`: a smaller learning rate every so many epochs. */
import { count, defineSchedule, positive } from './schedule.js';

export const step = defineSchedule({
  name: 'step',
  summary: 'Multiplies the learning rate by `factor` every so many epochs.',
  parameters: {
    every: count('epochs from one drop to the next', { min: 1, default: 30, alias: 'step_size' }),
    factor: positive('what the learning rate is multiplied by', { default: 0.1, alias: 'gamma' }),
  },
  factor: ({ epoch }, a) => a.factor ** Math.floor(epoch / a.every.value),
  spell: {
    pytorch: a => `torch.optim.lr_scheduler.StepLR(optimizer, ${a.every.toString()}, gamma=${String(a.factor)})`,
  },
  example: 'step(every: 30, factor: 0.1)',
});
