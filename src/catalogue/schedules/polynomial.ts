/** `polynomial`: a power of the part of the training that is left. */
import { defineSchedule, positive } from './schedule.js';

export const polynomial = defineSchedule({
  name: 'polynomial',
  summary: 'The part of the training that is left, to a power.',
  source: 'Liu et al. 2015, ParseNet (the poly policy)',
  parameters: { power: positive('the power', { default: 0.9 }) },
  factor: ({ epoch, epochs }, a) => Math.max(0, 1 - epoch / Math.max(1e-9, epochs)) ** a.power,
  spell: { pytorch: a => `torch.optim.lr_scheduler.PolynomialLR(optimizer, epochs, ${String(a.power)})` },
  example: 'polynomial(power: 0.9)',
});
