/** `milestones`: a smaller learning rate from given epochs on. */
import { defineSchedule, positive, sizes } from './schedule.js';

export const milestones = defineSchedule({
  name: 'milestones',
  summary: 'Multiplies the learning rate by `factor` at each of the given epochs.',
  source: 'He et al. 2016, ResNet, section 4.2',
  parameters: {
    at: sizes('epochs after which it drops', { min: 1, alias: 'milestones' }),
    factor: positive('what the learning rate is multiplied by', { default: 0.1, alias: 'gamma' }),
  },
  factor: ({ epoch }, a) => a.factor ** a.at.filter(drop => epoch >= drop.value).length,
  spell: {
    pytorch: a =>
      `torch.optim.lr_scheduler.MultiStepLR(optimizer, [${a.at.map(String).join(', ')}], gamma=${String(a.factor)})`,
  },
  example: 'milestones([30, 60, 90])',
});
