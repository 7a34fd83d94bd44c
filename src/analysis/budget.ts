/** Budgets: upper bounds that a file states, checked against the figures, said at the layer that crosses one. */
import type { FileGraph, GraphProblem, Node } from '../graph/graph.js';
import { Dim } from '../shape/dim.js';
import { formatBytes, formatCount } from '../shape/bytes.js';
import type { Figures } from './figures.js';
import type { NetworkReport, Totals } from './report.js';

interface Bound {
  readonly key: string;
  readonly what: string;
  total(totals: Totals): Dim | undefined;
  part(figures: Figures, node: Node): Dim | undefined;
  readonly format: (n: Dim) => string;
  /** What would still be within it. */
  instead?(report: NetworkReport, limit: Dim): string;
}

const parameters = (n: { readonly trainable: Dim; readonly frozen: Dim }): Dim => n.trainable.plus(n.frozen);

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

/** What is kept grows evenly with the batch, so the largest batch is a quotient. */
function batchThatFits({ totals, assumptions }: NetworkReport, limit: Dim): string {
  const { kept } = totals;
  const now = trainingBytes(totals);
  if (!kept || !now || kept.perSample.is('>', 0) !== true) return '';
  const one = now.minus(kept.perSample.times(assumptions.batch));
  const batch = limit.minus(one).floorDiv(kept.perSample);
  const said = `at batch ${String(assumptions.batch)}`;
  return batch.is('>=', 1) === true ? ` ${said}; batch ${batch.toString()} still fits` : ` ${said}; no batch fits`;
}

const bounds: readonly Bound[] = [
  {
    key: 'parameters',
    what: 'parameters',
    total: t => parameters(t.parameters),
    part: (f, node) => parameters(f.weights.shown(node)),
    format: n => formatCount(n),
  },
  {
    key: 'multiply_adds',
    what: 'multiply-adds',
    total: t => t.multiplyAdds,
    part: (f, node) => f.nodeCost(node),
    format: n => formatCount(n),
  },
  {
    key: 'training_memory',
    what: 'bytes for training (weights, gradients, optimizer state and what backward keeps)',
    total: trainingBytes,
    part: () => undefined,
    format: n => formatBytes(n),
    instead: batchThatFits,
  },
];

export function checkBudgets(graph: FileGraph, report: NetworkReport, figures: Figures): readonly GraphProblem[] {
  const problems: GraphProblem[] = [];
  for (const budget of graph.budgets) {
    if (budget.network !== report.name) continue;
    for (const bound of bounds) {
      const setting = budget.settings.get(bound.key);
      if (setting?.value.kind !== 'number') continue;
      const limit = setting.value.value;
      const total = bound.total(report.totals);
      if (!total || total.is('>', limit) !== true) continue;
      const node = crossing(report, figures, bound, limit);
      const place = node?.place ?? setting.place;
      problems.push({
        code: 'budget-exceeded',
        severity: 'warning',
        message: `${report.name} has ${bound.format(total)} ${bound.what}, above its budget of ${bound.format(limit)}${node ? '; the sum crosses it here' : ''}${bound.instead?.(report, limit) ?? ''}`,
        uri: place.uri,
        range: place.range,
        ...(node ? { related: [{ message: 'the budget', uri: setting.place.uri, range: setting.place.range }] } : {}),
      });
    }
  }
  return problems;
}

/** The first node of the network's own body at which the running sum exceeds the bound. */
function crossing(report: NetworkReport, figures: Figures, bound: Bound, limit: Dim): Node | undefined {
  let sum = Dim.of(0);
  for (const node of report.graph.body.nodes) {
    const part = bound.part(figures, node);
    if (!part) return undefined;
    sum = sum.plus(part);
    if (sum.is('>', limit) === true) return node;
  }
  return undefined;
}
