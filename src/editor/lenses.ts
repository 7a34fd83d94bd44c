/** At most one line above a definition: Train above a `train`, the totals above a network. */
import { trainingBytes } from '../analysis/budget.js';
import type { NetworkReport } from '../analysis/report.js';
import type { Range } from '../language/tree.js';
import { networksOf, trainsOf } from './definitions.js';
import { shortBytes, shortCount } from './figures.js';
import type { View } from './view.js';

export type Lens =
  | {
      readonly kind: 'train';
      readonly at: Range;
      readonly title: string;
      readonly network: string | undefined;
      /** Name after `as`. */
      readonly name: string | undefined;
    }
  | { readonly kind: 'totals'; readonly at: Range; readonly title: string; readonly network: string };

export function totalsText({ totals, assumptions }: NetworkReport): string {
  const { parameters, multiplyAdds, bytes } = totals;
  const parts = [`${shortCount(parameters.trainable.plus(parameters.frozen))} parameters`];
  if (multiplyAdds !== undefined) parts.push(`${shortCount(multiplyAdds)} multiply-adds`);
  const held = trainingBytes(totals);
  if (bytes.trainingPeak !== undefined) parts.push(`${shortBytes(bytes.trainingPeak)} to train`);
  else if (held !== undefined) parts.push(`${shortBytes(held)} held in training`);
  return `${parts.join(' · ')} (batch ${assumptions.batch}, ${assumptions.precision}, ${assumptions.optimizer})`;
}

export function lenses(view: View): readonly Lens[] {
  const found: Lens[] = [];
  const reports = view.report().networks;
  for (const network of networksOf(view.source.file)) {
    const report = reports.find(({ name }) => name === network.name.text);
    if (report === undefined) continue;
    found.push({ kind: 'totals', at: network.name.range, title: totalsText(report), network: network.name.text });
  }
  for (const train of trainsOf(view.source.file)) {
    const [first] = train.names;
    const at = first?.range ?? train.range;
    found.push({ kind: 'train', at, title: '$(play) Train', network: first?.text, name: train.as?.text });
  }
  return found;
}
