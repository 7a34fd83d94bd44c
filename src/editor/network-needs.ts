/** What a training step of a network needs of a memory, and how that grows with the batch: for "does it fit". */
import { trainingBytes } from '../analysis/budget.js';
import type { NetworkReport } from '../analysis/report.js';
import type { Dim } from '../shape/dim.js';
import { say } from './words.js';

export interface Need {
  readonly purpose: string;
  readonly batch: number;
  /** Bytes for this batch; undefined where they are unknown or depend on an open size. */
  readonly need: number | undefined;
  /** Bytes that each further sample adds; undefined where the growth is not known to be even. */
  readonly perSample: number | undefined;
  /** The workspace of PyTorch's kernels is unknown and left out. */
  readonly partial: boolean;
}

const plain = (dim: Dim | undefined): number | undefined =>
  dim?.isConstant === true && !Number.isNaN(dim.value) ? dim.value : undefined;

export function needOf({ totals, assumptions }: NetworkReport): Need {
  const { batch, precision, optimizer, target } = assumptions;
  const { trainingPeak } = totals.bytes;
  const whose = target === 'pytorch' ? 'PyTorch' : say('the bundled engine');
  return {
    purpose: say('batch {0}, {1}, {2}; memory as {3} needs it', batch, precision, optimizer, whose),
    batch,
    need: plain(trainingPeak ?? trainingBytes(totals)),
    perSample: plain(totals.kept?.perSample),
    partial: trainingPeak === undefined,
  };
}
