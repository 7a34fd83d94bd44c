/** `budget-exceeded`: more than the file allows, said at the layer that crosses the bound. */
import type { Body, Place } from '../../graph/graph.js';
import { formatBytes, formatCount } from '../../shape/bytes.js';
import { Dim } from '../../shape/dim.js';
import { trainingBytes } from '../budget.js';
import type { NetworkReport, NodeFigures, Totals } from '../report.js';
import { defineLint } from './lint.js';

interface Bound {
  readonly key: string;
  readonly what: string;
  total(totals: Totals): Dim | undefined;
  part(figures: NodeFigures): Dim | undefined;
  readonly format: (n: Dim) => string;
  /** What would still be within it. */
  instead?(report: NetworkReport, limit: Dim): string;
}

const parameters = (n: { readonly trainable: Dim; readonly frozen: Dim }): Dim => n.trainable.plus(n.frozen);

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

function held({ bytes, buffers }: NodeFigures): Dim | undefined {
  const { weights, gradients, optimizerState, keptForBackward } = bytes;
  if (!optimizerState || !keptForBackward) return undefined;
  return weights
    .plus(gradients)
    .plus(optimizerState)
    .plus(keptForBackward)
    .plus(buffers.float.times(4))
    .plus(buffers.integer.times(8));
}

const bounds: readonly Bound[] = [
  {
    key: 'parameters',
    what: 'parameters',
    total: totals => parameters(totals.parameters),
    part: figures => parameters(figures.parameters),
    format: n => formatCount(n),
  },
  {
    key: 'multiply_adds',
    what: 'multiply-adds',
    total: totals => totals.multiplyAdds,
    part: figures => figures.multiplyAdds,
    format: n => formatCount(n),
  },
  {
    key: 'training_memory',
    what: 'bytes for training (weights, gradients, optimizer state and what backward keeps)',
    total: trainingBytes,
    part: held,
    format: n => formatBytes(n),
    instead: batchThatFits,
  },
];

interface Crossing {
  readonly place: Place;
  /** Calls of blocks that lead there, the innermost first. */
  readonly calls: readonly { readonly name: string; readonly place: Place }[];
}

/** The layer at which the running sum exceeds the bound, looked for in the block whose call does, and in its rounds. */
function crossing(
  report: NetworkReport,
  body: Body,
  bound: Pick<Bound, 'part'>,
  limit: Dim,
  before: Dim,
  calls: Crossing['calls'] = [],
): Crossing | undefined {
  let sum = before;
  for (const figures of report.figuresIn(body)) {
    const own = bound.part(figures);
    if (!own) return undefined;
    const next = sum.plus(own);
    if (next.is('>', limit) !== true) {
      sum = next;
      continue;
    }
    const { node } = figures;
    if (node.kind === 'layer') return { place: node.place, calls };
    const one = own.over(node.count);
    // Rounds that are within it are over.
    const rounds = node.count > 1 ? limit.minus(sum).floorDiv(one) : Dim.of(0);
    const around = node.body.kind === 'block' ? [{ name: node.body.name, place: node.place }, ...calls] : calls;
    const start = sum.plus(one.times(rounds));
    const inner = crossing(report, node.body, bound, limit, start, around);
    return inner ?? { place: node.place, calls };
  }
  return undefined;
}

export const budgetExceeded = defineLint({
  name: 'budget-exceeded',
  severity: 'warning',
  what: 'A network has more parameters, multiply-adds or bytes to train than its budget allows.',
  why: 'The budget says what the device or the task can bear; what exceeds it fails late, when training has begun.',
  instead: 'Make layers smaller from the one on that crosses the bound, take a smaller batch, or raise the budget.',
  bad: `network Small {
  input features: [8]
  dense(16) -> relu
  dense(10)
}
budget Small { parameters: 300 }`,
  good: `network Small {
  input features: [8]
  dense(16) -> relu
  dense(10)
}
budget Small { parameters: 400 }`,
  *check({ report, file }) {
    for (const budget of file.budgets) {
      if (budget.network !== report.name) continue;
      for (const bound of bounds) {
        const setting = budget.settings.get(bound.key);
        if (setting?.value.kind !== 'number') continue;
        const limit = setting.value.value;
        const total = bound.total(report.totals);
        if (!total || total.is('>', limit) !== true) continue;
        const found = crossing(report, report.graph.body, bound, limit, Dim.of(0));
        yield {
          place: found?.place ?? setting.place,
          message: `${report.name} has ${bound.format(total)} ${bound.what}, above its budget of ${bound.format(limit)}${found ? '; the sum crosses it here' : ''}${bound.instead?.(report, limit) ?? ''}`,
          related: found
            ? [
                { message: 'the budget', place: setting.place },
                ...found.calls.slice(0, 4).map(({ name, place }) => ({ message: `in this call of ${name}`, place })),
              ]
            : [],
        };
      }
    }
  },
});
