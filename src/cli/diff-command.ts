/** `netwright diff A B`: what changed between two networks, and which layers explain it, to the unit. */
import { analyze } from '../analysis/analyze.js';
import { compareNetworks } from '../analysis/compare.js';
import { pairedNetworks } from '../analysis/layer-groups.js';
import type { NetworkReport, Report } from '../analysis/report.js';
import { sourcesOf } from '../graph/sources.js';
import { choicesOf, type Flags } from './choices.js';
import { diffJson } from './diff-json.js';
import { diffText, type NamedComparison } from './diff-text.js';
import { filesAtHead } from './git-files.js';
import { InputFiles } from './input-files.js';
import type { Streams } from './streams.js';
import { exitStatus, WrongUsage } from './wrong-usage.js';

export interface DiffFlags extends Omit<Flags, 'network' | 'set'> {
  readonly json?: boolean;
}

interface Side {
  readonly label: string;
  readonly report: Report;
  /** The one that was named, or all of the file. */
  readonly networks: readonly NetworkReport[];
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
    return { label, report, networks: networksOf(report, name, label) };
  };
  const [before, after] = [read(from, to === undefined), read(to ?? from, false)];
  const comparisons = pairedNetworks(before.networks, after.networks).map(([a, b]): NamedComparison => ({
    before: before.label,
    after: after.label,
    comparison: compareNetworks(a, b),
  }));
  streams.out(
    flags.json === true
      ? `${JSON.stringify(diffJson(comparisons), null, 2)}\n`
      : comparisons.map(each => diffText(each, streams)).join('\n'),
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

function networksOf({ networks }: Report, name: string | undefined, label: string): readonly NetworkReport[] {
  const found = networks.filter(n => name === undefined || n.name === name);
  if (found.length > 0) return found;
  const names = networks.map(n => n.name);
  const there = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  throw new WrongUsage(`${label} has no network ${name ?? ''}`.trimEnd() + `: ${there}`);
}
