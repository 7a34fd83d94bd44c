/** What a training step holds in all: the figure that budgets, searches and tables compare. */
import type { Dim } from '../shape/dim.js';
import type { Totals } from './report.js';

/**
 * What a training step holds in all: weights, buffers, gradients, optimizer state and what backward keeps. All at once where
 * gradients outlive the step (accumulation); where they are freed before it, as PyTorch does unasked, they grow while what is
 * kept shrinks, and the peak may be lower (`NetworkReport.trainingPeak`). Kernels' workspace, which is unknown, is left out.
 */
export function trainingBytes({ bytes }: Totals): Dim | undefined {
  const { optimizerState, keptForBackward } = bytes;
  if (!optimizerState || !keptForBackward) return undefined;
  return bytes.weights.plus(bytes.buffers).plus(bytes.gradients).plus(optimizerState).plus(keptForBackward);
}
