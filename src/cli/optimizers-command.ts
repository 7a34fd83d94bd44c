/** `netwright optimizers FILE`: what each optimizer keeps for a network, and which batch still fits a memory with it. */
import { trainingBytes } from '../analysis/budget.js';
import { largestBatch, mostSamples } from '../analysis/largest-batch.js';
import { optimizersSideBySide, type OptimizerBytes } from '../analysis/optimizers-side-by-side.js';
import type { Choices, NetworkReport } from '../analysis/report.js';
import { formatBytes, formatExact } from '../shape/bytes.js';
import type { Dim } from '../shape/dim.js';
import { forBatch } from '../analysis/amount.js';
import { checkNames, choicesOf, type Flags } from './choices.js';
import { inColumns, type Column } from './columns.js';
import { InputFiles } from './input-files.js';
import { amount } from './solve-command.js';
import type { Streams } from './streams.js';
import { styleOf } from './style.js';
import { exitStatus } from './wrong-usage.js';

export interface OptimizersFlags extends Flags {
  readonly json?: boolean;
  readonly fit?: string;
}

interface Line extends OptimizerBytes {
  /** Weights, buffers, gradients, state and what backward keeps; undefined where that is unknown. */
  readonly training: Dim | undefined;
  /** 0: none; undefined: not asked for, or not known. */
  readonly largestBatch: number | undefined;
}

export function optimizers(path: string, flags: OptimizersFlags, streams: Streams): number {
  const choices: Choices = { ...choicesOf(flags), target: 'pytorch' };
  const limit = flags.fit === undefined ? undefined : amount('--fit', flags.fit).value;
  const input = new InputFiles(streams.folder);
  const uri = input.uriOf(path);
  checkNames(choices, input.analyze(uri));
  const report = input.analyze(uri, choices);
  const tables = report.networks.map(network => ({ network, lines: linesOf(network, limit) }));
  streams.out(
    flags.json === true
      ? `${JSON.stringify({ schema: 'netwright.optimizers/1', networks: tables.map(tableJson) }, null, 2)}\n`
      : tables.map(({ network, lines }) => tableText(network, lines, limit, streams)).join('\n'),
  );
  return report.problems.some(p => p.severity === 'error') ? exitStatus.errorsInFile : exitStatus.fine;
}

function linesOf(network: NetworkReport, limit: number | undefined): readonly Line[] {
  const { totals, assumptions } = network;
  return optimizersSideBySide(network).map(each => {
    const bytes = { ...totals.bytes, optimizerState: each.state };
    const { kept } = totals;
    const need = (batch: number): number | undefined => {
      const all = kept && trainingBytes({ ...totals, bytes: { ...bytes, keptForBackward: forBatch(kept, batch) } });
      return all?.isConstant === true && !Number.isNaN(all.value) ? all.value : undefined;
    };
    return {
      ...each,
      training:
        kept && trainingBytes({ ...totals, bytes: { ...bytes, keptForBackward: forBatch(kept, assumptions.batch) } }),
      largestBatch: limit === undefined ? undefined : largestBatch(need, limit),
    };
  });
}

function tableJson({ network, lines }: { readonly network: NetworkReport; readonly lines: readonly Line[] }): object {
  const { batch, precision } = network.assumptions;
  return {
    ...{ name: network.name, batch, precision },
    optimizers: lines.map(line => ({
      optimizer: line.optimizer,
      optimizer_state: line.state,
      optimizer_scalars: line.scalars,
      training_memory: line.training ?? null,
      largest_batch: line.largestBatch ?? null,
    })),
  };
}

function tableText(
  network: NetworkReport,
  lines: readonly Line[],
  limit: number | undefined,
  streams: Streams,
): string {
  const style = styleOf(streams.colours);
  const { batch, precision } = network.assumptions;
  const batchText = (n: number | undefined): string =>
    n === undefined ? '?' : n === 0 ? 'none' : n === mostSamples ? 'any' : formatExact(n);
  const columns: Column[] = [
    { title: 'optimizer', cells: lines.map(l => l.optimizer), align: 'left', leaves: 0 },
    { title: 'state, bytes', cells: lines.map(l => formatExact(l.state)), align: 'right', leaves: 0 },
    { title: 'state', cells: lines.map(l => formatBytes(l.state)), align: 'right', leaves: 2 },
    { title: 'counters', cells: lines.map(l => formatExact(l.scalars)), align: 'right', leaves: 3 },
    {
      title: `batch ${batch}`,
      cells: lines.map(l => (l.training ? formatBytes(l.training) : '?')),
      align: 'right',
      leaves: 1,
    },
    ...(limit === undefined
      ? []
      : [
          {
            title: `fits ${formatBytes(limit)}`,
            cells: lines.map(l => batchText(l.largestBatch)),
            align: 'right',
            leaves: 0,
          } as const,
        ]),
  ];
  return [
    `${style.bold(network.name)}  ${style.dim(`${precision} · memory of PyTorch, without the workspace of its kernels`)}`,
    '',
    ...inColumns(columns, streams.columns ?? 120, style, (_, cell) => cell),
    '',
  ].join('\n');
}
