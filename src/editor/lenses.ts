/** At most one line above a definition: Train above a `train`, the totals and the ways to summary and diagram above a network. */
import { trainingBytes } from '../analysis/budget.js';
import type { NetworkReport } from '../analysis/report.js';
import type { Range } from '../language/tree.js';
import type { Dim } from '../shape/dim.js';
import { networksOf, trainsOf } from './definitions.js';
import { exampleSizes } from './example-sizes.js';
import { shortBytes, shortCount } from './figures.js';
import type { View } from './view.js';
import { say } from './words.js';

/** Lenses of one place stand side by side on one line. */
export type Lens =
  | {
      readonly kind: 'train';
      readonly at: Range;
      readonly title: string;
      readonly network: string | undefined;
      /** Name after `as`. */
      readonly name: string | undefined;
    }
  /** The totals; a click on them changes what they are for. */
  | {
      readonly kind: 'totals' | 'summary' | 'diagram';
      readonly at: Range;
      readonly title: string;
      readonly network: string;
    };

const known = (n: Dim | undefined): n is Dim => n !== undefined && !(n.isConstant && Number.isNaN(n.value));

/** Longer formulas are cut by the window's edge, and tell less than a figure. */
const longestFormula = 24;

export function totalsText({ totals, assumptions }: NetworkReport): string {
  const { parameters, multiplyAdds, bytes } = totals;
  const count = parameters.trainable.plus(parameters.frozen);
  const peak = bytes.trainingPeak;
  const held = trainingBytes(totals);
  const figures = [count, multiplyAdds, known(peak) ? peak : held].filter(known);
  const isLong = figures.some(dim => !dim.isConstant && dim.toString().length > longestFormula);
  const example = isLong ? exampleSizes(figures) : undefined;
  const at = (dim: Dim): Dim => example?.at(dim) ?? dim;
  const parts = [say('{0} parameters', shortCount(at(count)))];
  if (known(multiplyAdds)) parts.push(say('{0} multiply-adds', shortCount(at(multiplyAdds))));
  if (known(peak)) parts.push(say('{0} to train', shortBytes(at(peak))));
  else if (known(held)) parts.push(say('{0} held in training', shortBytes(at(held))));
  const { batch, precision, optimizer } = assumptions;
  // Its arguments stand in the text, and in the language status.
  const short = optimizer.replace(/\(.+\)$/s, '(…)');
  const purpose = [...(example ? [example.text] : []), say('batch {0}', batch), precision, short];
  return `${parts.join(' · ')} (${purpose.join(', ')})`;
}

/** `earlier`: while a line is being typed, the last version without a mistake, whose totals stay. */
export function lenses(view: View, earlier: View = view): readonly Lens[] {
  const found: Lens[] = [];
  const reports = [...earlier.report().networks, ...view.report().networks];
  for (const network of networksOf(view.source.file)) {
    const report = reports.find(({ name }) => name === network.name.text);
    if (report === undefined) continue;
    const of = { at: network.name.range, network: network.name.text };
    found.push({ ...of, kind: 'totals', title: totalsText(report) });
    found.push({ ...of, kind: 'summary', title: say('Summary') }, { ...of, kind: 'diagram', title: say('Diagram') });
  }
  for (const train of trainsOf(view.source.file)) {
    const [first] = train.names;
    const at = first?.range ?? train.range;
    found.push({ kind: 'train', at, title: `$(play) ${say('Train')}`, network: first?.text, name: train.as?.text });
  }
  return found;
}
