/** `netwright diff A B`: what changed between two networks, and which layers explain it, to the unit. */
import { execFileSync } from 'node:child_process';
import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyze } from '../analysis/analyze.js';
import { compareNetworks, type Amounts, type Comparison, type LayerChange } from '../analysis/compare.js';
import type { LayerLine, NetworkReport, Report } from '../analysis/report.js';
import { sourcesOf } from '../graph/sources.js';
import { FileSet } from '../language/files.js';
import { formatBytes, formatExact } from '../shape/bytes.js';
import type { Dim } from '../shape/dim.js';
import { formatShape } from '../shape/shape.js';
import { choicesOf, type Flags } from './choices.js';
import { inColumns, type Column } from './columns.js';
import { InputFiles } from './input-files.js';
import type { Streams } from './streams.js';
import { styleOf } from './style.js';
import { exitStatus, WrongUsage } from './wrong-usage.js';

export interface DiffFlags extends Omit<Flags, 'network' | 'set'> {
  readonly json?: boolean;
}

interface Side {
  readonly label: string;
  readonly report: Report;
  readonly network: NetworkReport;
}

/** Without `to`, the file as git has it at HEAD against the file as it is. */
export function diff(from: string, to: string | undefined, flags: DiffFlags, streams: Streams): number {
  const choices = choicesOf(flags);
  const input = new InputFiles(streams.folder);
  const read = (named: string, head: boolean): Side => {
    const [path, name] = partsOf(named);
    const uri = input.uriOf(path);
    const report = head ? analyze(sourcesOf(filesAtHead(uri)), uri, choices) : input.analyze(uri, choices);
    const label = `${input.pathOf(uri)}${head ? ' at HEAD' : ''}`;
    return { label, report, network: networkOf(report, name, label) };
  };
  const before = read(from, to === undefined);
  const after = read(to ?? from, false);
  const comparison = compareNetworks(before.network, after.network);
  streams.out(
    flags.json === true
      ? `${JSON.stringify(asJson(before, after, comparison), null, 2)}\n`
      : asText(before, after, comparison, streams),
  );
  const failed = [before, after].some(({ report }) => report.problems.some(p => p.severity === 'error'));
  if (failed) streams.error('netwright: a file has errors, so figures may be missing; `netwright check` names them\n');
  return failed ? exitStatus.errorsInFile : exitStatus.fine;
}

/** `FILE` or `FILE:Network`. */
function partsOf(named: string): readonly [path: string, network: string | undefined] {
  const parts = /^(.*\.nn):([\p{L}_][\p{L}\d_]*)$/u.exec(named);
  return parts ? [parts[1] ?? named, parts[2]] : [named, undefined];
}

function networkOf(report: Report, name: string | undefined, label: string): NetworkReport {
  const { networks } = report;
  const found = name === undefined ? networks[0] : networks.find(n => n.name === name);
  if (found) return found;
  const names = networks.map(n => n.name);
  const there = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  throw new WrongUsage(`${label} has no network ${name ?? ''}`.trimEnd() + `: ${there}`);
}

/** Files as the last commit of their repository has them. */
function filesAtHead(uri: string): FileSet {
  const folder = dirname(fileURLToPath(uri));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 26,
    });
  let top: string;
  try {
    top = git('rev-parse', '--show-toplevel').trim();
  } catch {
    throw new WrongUsage('the file lies in no git repository, so there is no HEAD to compare with: name a second file');
  }
  const at = (file: string): string | undefined => {
    try {
      return git('show', `HEAD:${relative(top, fileURLToPath(file)).split(sep).join('/')}`);
    } catch {
      return undefined;
    }
  };
  if (at(uri) === undefined) throw new WrongUsage('git has no such file at HEAD: name a second file');
  return new FileSet(at);
}

const signed = (n: Dim, format: (n: Dim) => string): string =>
  n.is('==', 0) === true ? '' : n.is('<', 0) === true ? `-${format(n.negate())}` : `+${format(n)}`;

const shape = (line: LayerLine | undefined): string => (line?.outputShape ? formatShape(line.outputShape) : '');

const marks = { added: '+', removed: '-', changed: '~' } as const;

function shapesOf({ before, after }: LayerChange): string {
  const [a, b] = [shape(before), shape(after)];
  return a === b || a === '' ? b : b === '' ? a : `${a} -> ${b}`;
}

function asText(before: Side, after: Side, comparison: Comparison, streams: Streams): string {
  const style = styleOf(streams.colours);
  const width = streams.columns ?? 120;
  const { changes } = comparison;
  const total = (title: string, of: (a: Amounts) => Dim, format: (n: Dim) => string): readonly string[] => [
    title,
    format(of(comparison.before)),
    format(of(comparison.after)),
    signed(of(comparison.difference), format) || 'same',
  ];
  const totals = [
    total('parameters', a => a.parameters, formatExact),
    total('multiply-adds', a => a.multiplyAdds, formatExact),
    total('kept for backward', a => a.keptForBackward, formatBytes),
  ];
  const table = (titles: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => {
    const columns = titles.map((title, i): Column => ({
      title,
      cells: rows.map(r => r[i] ?? ''),
      align: i === 0 ? 'left' : 'right',
      leaves: i === 0 ? 0 : i,
    }));
    return inColumns(columns, width, style, (_, cell) => cell);
  };
  const rows = changes.map(change => [
    `${marks[change.change]} ${(change.after ?? change.before)?.path ?? ''}`,
    signed(change.difference.parameters, formatExact),
    signed(change.difference.multiplyAdds, formatExact),
    signed(change.difference.keptForBackward, formatBytes),
    shapesOf(change),
  ]);
  const lines = [
    `${style.bold(before.network.name)}  ${before.label}`,
    `${style.bold(after.network.name)}  ${after.label}`,
    '',
    ...table(['', 'before', 'after', 'difference'], totals),
    '',
    ...(rows.length === 0
      ? ['All layers are alike.']
      : table(['layer', 'parameters', 'multiply-adds', 'kept', 'output'], rows)),
    ...(comparison.whole
      ? []
      : ['', 'The networks are too long to be compared whole: layers further on are left out.']),
  ];
  return `${lines.join('\n')}\n`;
}

const figures = (a: Amounts): object => ({
  parameters: a.parameters,
  multiply_adds: a.multiplyAdds,
  kept_for_backward: a.keptForBackward,
});

function asJson(before: Side, after: Side, comparison: Comparison): object {
  const layer = (line: LayerLine | undefined): object | null =>
    line ? { path: line.path, kind: line.kind, output_shape: line.outputShape ?? null } : null;
  return {
    schema: 'netwright.diff/1',
    before: { file: before.label, network: before.network.name, ...figures(comparison.before) },
    after: { file: after.label, network: after.network.name, ...figures(comparison.after) },
    difference: figures(comparison.difference),
    whole: comparison.whole,
    layers: comparison.changes.map(c => ({
      change: c.change,
      before: layer(c.before),
      after: layer(c.after),
      difference: figures(c.difference),
    })),
  };
}
