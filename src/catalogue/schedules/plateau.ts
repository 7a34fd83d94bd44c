/** `plateau`: a smaller learning rate when the loss no longer falls. */
import { count, defineSchedule, fraction, positive } from './schedule.js';

export const plateau = defineSchedule({
  name: 'plateau',
  summary: 'Multiplies the learning rate by `factor` when the validation loss has not fallen for `patience` epochs.',
  parameters: {
    factor: positive('what the learning rate is multiplied by', { default: 0.1 }),
    patience: count('epochs without progress that are borne', { min: 0, default: 10 }),
    threshold: fraction('share by which a loss must fall to count as progress', { default: 1e-4 }),
    cooldown: count('epochs after a drop in which nothing is counted', { min: 0, default: 0 }),
  },
  factor({ losses }, a) {
    let best = Infinity;
    let bad = 0;
    let cooldown = 0;
    let factor = 1;
    for (const loss of losses) {
      if (loss < best * (1 - a.threshold)) {
        best = loss;
        bad = 0;
      } else bad += 1;
      if (cooldown > 0) {
        cooldown -= 1;
        bad = 0;
      }
      if (bad > a.patience.value) {
        factor *= a.factor;
        cooldown = a.cooldown.value;
        bad = 0;
      }
    }
    return factor;
  },
  spell: {
    pytorch: a =>
      `torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=${String(a.factor)}, patience=${a.patience.toString()})`,
  },
  example: 'plateau(factor: 0.1, patience: 3)',
});
