/** `constant`: the same learning rate throughout. */
import { defineSchedule } from './schedule.js';

export const constant = defineSchedule({
  name: 'constant',
  summary: 'The learning rate stays as it is.',
  parameters: {},
  factor: () => 1,
  spell: { pytorch: () => 'torch.optim.lr_scheduler.ConstantLR(optimizer, 1.0)' },
  example: 'constant',
});
