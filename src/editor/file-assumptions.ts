/** What a file's figures are for, and among what a person may choose instead. */
import { defaultAssumptions } from '../analysis/assumptions.js';
import type { Assumptions } from '../analysis/report.js';
import { optimizers } from '../catalogue/optimizers/index.js';
import type { View } from './view.js';

export interface Offered {
  /** Those of the first network; the defaults where there is none. */
  readonly assumptions: Assumptions;
  readonly hasNetwork: boolean;
  readonly optimizers: readonly { readonly name: string; readonly summary: string }[];
}

export function fileAssumptions(view: View): Offered {
  const [first] = view.report().networks;
  return {
    assumptions: first?.assumptions ?? defaultAssumptions,
    hasNetwork: first !== undefined,
    optimizers: optimizers.map(({ name, summary }) => ({ name, summary })),
  };
}
