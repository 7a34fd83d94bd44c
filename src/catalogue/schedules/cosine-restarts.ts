/** `cosine_restarts`: half a wave again and again, each longer than the one before. */
import { count, defineSchedule, fraction } from './schedule.js';

export const cosineRestarts = defineSchedule({
  name: 'cosine_restarts',
  summary: 'Half a cosine down, then from the full learning rate again; each round `longer` times the one before.',
  source: 'Loshchilov & Hutter 2017, SGDR',
  parameters: {
    first: count('epochs of the first round', { min: 1, default: 10, alias: 'T_0' }),
    longer: count('how many times longer each next round is', { min: 1, default: 1, alias: 'T_mult' }),
    lowest: fraction('share of the learning rate at the end of a round', { default: 0 }),
  },
  factor({ epoch }, a) {
    let length = a.first.value;
    let start = 0;
    while (epoch >= start + length) {
      start += length;
      length *= a.longer.value;
    }
    const progress = (epoch - start) / length;
    return a.lowest + ((1 - a.lowest) * (1 + Math.cos(Math.PI * progress))) / 2;
  },
  spell: {
    pytorch: a =>
      `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, ${a.first.toString()}, ${a.longer.toString()})`,
  },
  example: 'cosine_restarts(first: 10, longer: 2)',
});
