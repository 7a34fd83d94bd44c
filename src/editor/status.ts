/** What a file's figures are for, in a few words: batch, precision, optimizer. */
import type { Report } from '../analysis/report.js';

export interface Status {
  readonly text: string;
  readonly detail: string;
  readonly errors: number;
}

export function statusOf(report: Report): Status {
  const errors = report.problems.filter(({ severity, uri }) => severity === 'error' && uri === report.uri).length;
  const [first] = report.networks;
  if (first === undefined) return { text: '', detail: 'No network in this file.', errors };
  const { batch, precision, optimizer, target } = first.assumptions;
  const memory = target === 'pytorch' ? 'PyTorch' : 'the bundled engine';
  return {
    text: `batch ${batch} · ${precision} · ${optimizer}`,
    detail: `Figures of ${first.name} are for batch ${batch}, ${precision}, ${optimizer}; memory as ${memory} needs it.`,
    errors,
  };
}
