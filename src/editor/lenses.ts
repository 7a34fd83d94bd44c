/** At most one line above a definition: Train above a `train`, the totals and the ways to summary and diagram above a network. */
import { trainingBytes } from '../analysis/budget.js';
import type { NetworkReport } from '../analysis/report.js';
import type { Range } from '../language/tree.js';
import { Dim } from '../shape/dim.js';
import { networksOf, trainsOf } from './definitions.js';
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
/** What open sizes are for such a figure; the second where a network does not take the first. */
const exampleSizes = [256, 224];

/** Figures at sizes that are named, where the formulas are long. */
function atExample(figures: readonly Dim[]): { readonly figures: readonly Dim[]; readonly sizes?: string } {
  if (figures.every(dim => dim.isConstant || dim.toString().length <= longestFormula)) return { figures };
  const symbols = [...new Set(figures.flatMap(dim => [...dim.symbols()]))].sort();
  for (const size of exampleSizes) {
    const values = new Map(symbols.map(symbol => [symbol, Dim.of(size)]));
    const found = figures.map(dim => dim.substitute(values));
    if (found.every((dim, i) => figures[i]?.isConstant || (dim.isConstant && dim.isInteger() === true)))
      return { figures: found, sizes: [...symbols, size].join(' = ') };
  }
  return { figures };
}

const ofParameters = (n: Dim): string => say('{0} parameters', shortCount(n));
const ofMultiplyAdds = (n: Dim): string => say('{0} multiply-adds', shortCount(n));
const ofPeak = (n: Dim): string => say('{0} to train', shortBytes(n));
const ofHeld = (n: Dim): string => say('{0} held in training', shortBytes(n));

export function totalsText({ totals, assumptions }: NetworkReport): string {
  const { parameters, multiplyAdds, bytes } = totals;
  const peak = bytes.trainingPeak;
  const held = trainingBytes(totals);
  const parts = [{ dim: parameters.trainable.plus(parameters.frozen), words: ofParameters }];
  if (known(multiplyAdds)) parts.push({ dim: multiplyAdds, words: ofMultiplyAdds });
  if (known(peak)) parts.push({ dim: peak, words: ofPeak });
  else if (known(held)) parts.push({ dim: held, words: ofHeld });
  const { figures, sizes } = atExample(parts.map(({ dim }) => dim));
  const { batch, precision, optimizer } = assumptions;
  // Its arguments stand in the text, and in the language status.
  const short = optimizer.replace(/\(.+\)$/s, '(…)');
  const purpose = [...(sizes === undefined ? [] : [sizes]), say('batch {0}', batch), precision, short];
  return `${parts.map(({ words }, i) => words(figures[i] ?? Dim.of(NaN))).join(' · ')} (${purpose.join(', ')})`;
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
