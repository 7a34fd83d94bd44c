/** Comparisons as JSON: the first one at the top, those of further networks of the file in `others`. */
import { comparedFigures, type ComparedFigure, type Figures } from '../analysis/compare.js';
import type { LayerLine } from '../analysis/report.js';
import type { Dim } from '../shape/dim.js';
import type { NamedComparison } from './diff-text.js';

const keys: { readonly [F in ComparedFigure]: string } = {
  parameters: 'parameters',
  buffers: 'buffers',
  multiplyAdds: 'multiply_adds',
  weights: 'weights',
  gradients: 'gradients',
  optimizerState: 'optimizer_state',
  keptForBackward: 'kept_for_backward',
};

const byKey = (of: (figure: ComparedFigure) => Dim | undefined): object =>
  Object.fromEntries(comparedFigures.map(figure => [keys[figure], of(figure) ?? null]));

export function diffJson([first, ...others]: readonly NamedComparison[]): object {
  const rest = others.map(one);
  return { schema: 'netwright.diff/1', ...(first && one(first)), ...(rest.length > 0 && { others: rest }) };
}

function one({ before, after, comparison }: NamedComparison): object {
  const { totals } = comparison;
  return {
    before: { file: before, network: comparison.before?.name ?? null, ...byKey(f => totals[f].before) },
    after: { file: after, network: comparison.after?.name ?? null, ...byKey(f => totals[f].after) },
    difference: byKey(f => totals[f].difference),
    explained: byKey(f => totals[f].explained),
    whole: comparison.unlisted === 0,
    unchanged: comparison.unchanged,
    layers: comparison.layers.map(({ how, before: a, after: b, changes, differences }) => ({
      change: how,
      before: layer(a),
      after: layer(b),
      difference: figures(differences),
      changes: changes.map(c => ({ what: c.what, before: c.before ?? null, after: c.after ?? null })),
    })),
  };
}

const figures = (of: Figures): object => byKey(f => of[f]);

const layer = (line: LayerLine | undefined): object | null =>
  line ? { path: line.path, kind: line.kind, output_shape: line.outputShape ?? null } : null;
