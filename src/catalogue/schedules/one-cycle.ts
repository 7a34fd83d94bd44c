/** `one_cycle`: up to the full learning rate and far down again. */
import { defineSchedule, fraction, positive } from './schedule.js';

const between = (from: number, to: number, progress: number): number =>
  to + ((from - to) * (1 + Math.cos(Math.PI * progress))) / 2;

export const oneCycle = defineSchedule({
  name: 'one_cycle',
  summary: 'From a small learning rate up to the full one and then far below the first, along cosines.',
  source: 'Smith & Topin 2018, Super-convergence',
  parameters: {
    rise: fraction('share of the training in which it rises', { default: 0.3, alias: 'pct_start' }),
    start: positive('how many times smaller it is at first', { default: 25, alias: 'div_factor' }),
    end: positive('how many times smaller than at first it is at last', { default: 1e4, alias: 'final_div_factor' }),
  },
  factor({ epoch, epochs }, a) {
    const progress = Math.min(1, epoch / Math.max(1e-9, epochs));
    const low = 1 / a.start;
    if (progress < a.rise) return between(low, 1, progress / a.rise);
    return between(1, low / a.end, a.rise === 1 ? 1 : (progress - a.rise) / (1 - a.rise));
  },
  spell: {
    pytorch: a =>
      `torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr, total_steps=steps, pct_start=${String(a.rise)})`,
  },
  example: 'one_cycle(rise: 0.3)',
});
