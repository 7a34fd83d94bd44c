/** A run in one line, for a terminal. */
import type { RunSnapshot } from '../../messages/run.js';

const shown = (value: number | null | undefined, percent: boolean): string => {
  if (value === null || value === undefined) return '?';
  return percent ? `${(100 * value).toFixed(2)} %` : value.toPrecision(4);
};

/** `epoch 3/12  step 375  loss 0.0812  validation 0.0967  accuracy 97.05 %  8,412 samples/s` */
export function progressLine(snapshot: RunSnapshot): string {
  const { config, epoch, epochs, step, steps, samplesPerSecond } = snapshot;
  if (!config) return snapshot.state;
  const last = <T>(column: readonly T[] | undefined): T | undefined => column?.at(-1);
  const parts = [`epoch ${epoch}/${config.epochs}`, `step ${step}`];
  const loss = last(steps.loss) ?? last(epochs.training['loss']);
  if (loss !== undefined) parts.push(`loss ${shown(loss, false)}`);
  for (const { name, percent } of config.metrics) {
    const validation = last(epochs.validation[name]);
    if (validation === undefined) continue;
    parts.push(`${name === 'loss' ? 'validation' : name} ${shown(validation, percent)}`);
  }
  if (samplesPerSecond !== null) parts.push(`${Math.round(samplesPerSecond).toLocaleString('en-US')} samples/s`);
  return parts.join('  ');
}
