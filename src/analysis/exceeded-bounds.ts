/** What a budget of the file allows and a network exceeds, each bound at the layer that crosses it. */
import type { Body, BudgetGraph, Place } from '../graph/graph.js';
import { formatBytes, formatCount } from '../shape/bytes.js';
import { Dim } from '../shape/dim.js';
import { trainingBytes } from './budget.js';
import type { Finding } from './lints/lint.js';
import type { NetworkReport, NodeFigures, Precision } from './report.js';

interface Bound {
  readonly key: string;
  readonly what: string;
  total(report: NetworkReport, batch: Dim): Dim | undefined;
  part(figures: NodeFigures): Dim | undefined;
  readonly format: (n: Dim) => string;
  /** What would still be within it. */
  instead?(report: NetworkReport, limit: Dim, batch: Dim): string;
}

const parameters = (n: { readonly trainable: Dim; readonly frozen: Dim }): Dim => n.trainable.plus(n.frozen);

/** What is kept grows evenly with the batch. */
function trainingBytesAt({ totals, assumptions }: NetworkReport, batch: Dim): Dim | undefined {
  const now = trainingBytes(totals);
  const more = batch.minus(assumptions.batch);
  return more.equals(0) ? now : totals.kept && now?.plus(totals.kept.perSample.times(more));
}

/** So the largest batch is a quotient. */
function batchThatFits(report: NetworkReport, limit: Dim, at: Dim): string {
  const { kept } = report.totals;
  const fixed = trainingBytesAt(report, Dim.of(0));
  if (!kept || !fixed || kept.perSample.is('>', 0) !== true) return '';
  const batch = limit.minus(fixed).floorDiv(kept.perSample);
  const said = ` at batch ${at.toString()}`;
  return batch.is('>=', 1) === true ? `${said}; batch ${batch.toString()} still fits` : `${said}; no batch fits`;
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
    total: ({ totals }) => parameters(totals.parameters),
    part: figures => parameters(figures.parameters),
    format: n => formatCount(n),
  },
  {
    key: 'multiply_adds',
    what: 'multiply-adds',
    total: ({ totals }) => totals.multiplyAdds,
    part: figures => figures.multiplyAdds,
    format: n => formatCount(n),
  },
  {
    key: 'flops',
    what: 'FLOPs (twice the multiply-adds)',
    total: ({ totals }) => totals.multiplyAdds?.times(2),
    part: figures => figures.multiplyAdds?.times(2),
    format: n => formatCount(n),
  },
  {
    key: 'weight_memory',
    what: 'of weights',
    total: ({ totals }) => totals.bytes.weights,
    part: ({ bytes }) => bytes.weights,
    format: n => formatBytes(n),
  },
  {
    key: 'inference_memory',
    what: 'to infer (weights, buffers and the peak of activations)',
    total: ({ totals: { bytes } }) => bytes.inferencePeak?.plus(bytes.weights).plus(bytes.buffers),
    // A peak is no sum of what layers have.
    part: () => undefined,
    format: n => formatBytes(n),
  },
  {
    key: 'training_memory',
    what: 'to train (weights, gradients, optimizer state and what backward keeps)',
    total: trainingBytesAt,
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

const precisions: readonly Precision[] = ['fp32', 'fp16', 'bf16', 'mixed'];

/** The network with the optimizer and the precision that the budget is for. */
function asBudgeted(report: NetworkReport, { settings }: BudgetGraph): NetworkReport {
  const [optimizer, said] = [settings.get('optimizer')?.written, settings.get('precision')?.written];
  const precision = precisions.find(each => each === said);
  if (optimizer === undefined && precision === undefined) return report;
  return report.under({ ...(optimizer !== undefined && { optimizer }), ...(precision && { precision }) });
}

/** Nothing where all is within the budget; `told`: where layers begin that have a message already. */
export function exceededBounds(network: NetworkReport, budget: BudgetGraph, told: Set<number>): readonly Finding[] {
  const report = asBudgeted(network, budget);
  const findings: Finding[] = [];
  const said = budget.settings.get('batch')?.value;
  const assumed = Dim.of(report.assumptions.batch);
  const batch = said?.kind === 'number' && said.value.is('>=', 1) === true ? said.value : assumed;
  for (const bound of bounds) {
    const setting = budget.settings.get(bound.key);
    if (setting?.value.kind !== 'number') continue;
    const limit = setting.value.value;
    const total = bound.total(report, batch);
    if (!total || total.is('>', limit) !== true) continue;
    // Layers are counted for the assumed batch.
    const counted = bound.instead === undefined || batch.equals(assumed);
    const found = counted ? crossing(report, report.graph.body, bound, limit, Dim.of(0)) : undefined;
    // The layer that crosses a second bound has its message already: this one stands at the bound.
    const again = found !== undefined && told.has(found.place.range.start);
    if (found) told.add(found.place.range.start);
    findings.push({
      place: again ? setting.place : (found?.place ?? setting.place),
      message: `${report.name} has ${bound.format(total)} ${bound.what}, above its budget of ${bound.format(limit)}${bound.instead?.(report, limit, batch) ?? ''}${found && !again ? '; the sum crosses it here' : ''}`,
      related: found
        ? [
            again
              ? { message: 'the sum crosses it here', place: found.place }
              : { message: 'the budget', place: setting.place },
            ...found.calls.slice(0, 4).map(({ name, place }) => ({ message: `in this call of ${name}`, place })),
          ]
        : [],
    });
  }
  return findings;
}
