/** What changed between two versions of a network: in few words for a line, and as a page with the layers that explain it. */
import { trainingBytes } from '../analysis/budget.js';
import { comparedFigures, compareNetworks, type ComparedFigure, type LayerDifference } from '../analysis/compare.js';
import { blockOf, layerGroups, pairedNetworks } from '../analysis/layer-groups.js';
import type { NetworkReport, Report } from '../analysis/report.js';
import type { Dim } from '../shape/dim.js';
import { shapeText, shortBytes, shortCount, wholeBytes, wholeCount } from './figures.js';
import { say } from './words.js';

export interface NetworkDifference {
  readonly network: string;
  /** `+1.2K params · -3 MiB`; empty where the figures are equal. */
  readonly text: string;
  readonly detail: string;
}

type Format = (n: Dim) => string;

const known = (n: Dim | undefined): n is Dim => n !== undefined && !(n.isConstant && Number.isNaN(n.value));

/** `+1.2K`, `-3 MiB`; empty for none, undefined where one of the two is not known. */
function signed(difference: Dim | undefined, format: Format): string | undefined {
  if (!known(difference)) return undefined;
  if (difference.equals(0)) return '';
  return difference.is('<', 0) === true ? `-${format(difference.negate())}` : `+${format(difference)}`;
}

const minus = (a: Dim | undefined, b: Dim | undefined): Dim | undefined =>
  known(a) && known(b) ? a.minus(b) : undefined;

interface Total {
  readonly title: string;
  readonly of: (report: NetworkReport) => Dim | undefined;
  readonly short: Format;
  readonly whole: Format;
  readonly words: (text: string) => string;
}

const totals = (): readonly Total[] => [
  {
    title: say('parameters'),
    of: ({ totals: { parameters } }) => parameters.trainable.plus(parameters.frozen),
    short: shortCount,
    whole: wholeCount,
    words: text => say('{0} params', text),
  },
  {
    title: say('memory to train'),
    of: ({ totals: all }) => all.bytes.trainingPeak ?? trainingBytes(all),
    short: shortBytes,
    whole: wholeBytes,
    words: text => text,
  },
  {
    title: say('multiply-adds'),
    of: ({ totals: { multiplyAdds } }) => multiplyAdds,
    short: shortCount,
    whole: wholeCount,
    words: text => say('{0} MACs', text),
  },
];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? ':--' : '--:')), ...rows]
    .map(cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

const heads = (): readonly string[] => ['', say('before'), say('after'), say('difference')];

/** Of each network that both reports have; in the order of `after`. */
export function changesSince(before: Report, after: Report): readonly NetworkDifference[] {
  return after.networks.flatMap((network): readonly NetworkDifference[] => {
    const old = before.networks.find(({ name }) => name === network.name);
    if (old === undefined) return [];
    const rows = totals().map(total => {
      const [from, to] = [total.of(old), total.of(network)];
      return { total, from, to, difference: minus(to, from) };
    });
    const parts = rows.flatMap(({ total, difference }) => {
      const text = signed(difference, total.short);
      return text === undefined || text === '' ? [] : [total.words(text)];
    });
    const text = (n: Dim | undefined, format: Format): string => (known(n) ? format(n) : say('unknown'));
    return [
      {
        network: network.name,
        text: parts.join(' · '),
        detail: table(
          heads(),
          rows.map(({ total, from, to, difference }) => [
            total.title,
            text(from, total.whole),
            text(to, total.whole),
            (signed(difference, total.whole) ?? '?') || say('same'),
          ]),
        ),
      },
    ];
  });
}

const figureTitles = (): Readonly<Record<ComparedFigure, readonly [string, Format]>> => ({
  parameters: [say('parameters'), wholeCount],
  buffers: [say('buffers'), wholeCount],
  multiplyAdds: [say('multiply-adds'), wholeCount],
  weights: [say('weights'), wholeBytes],
  gradients: [say('gradients'), wholeBytes],
  optimizerState: [say('optimizer state'), wholeBytes],
  keptForBackward: [say('kept for backward'), wholeBytes],
});

const marks = { added: '+', removed: '−', changed: '~' } as const;

function whatChanged({ before, after, how, changes }: LayerDifference): string {
  if (how !== 'changed') return `\`${shapeText((after ?? before)?.outputShape)}\``;
  return changes
    .map(({ what, before: from, after: to }) => `${what} \`${from ?? say('default')}\` → \`${to ?? say('default')}\``)
    .join(', ');
}

function purposeOf({ assumptions: { batch, precision, optimizer } }: NetworkReport): string {
  return `${say('batch {0}', batch)}, ${precision}, ${optimizer}`;
}

function section(before: NetworkReport | undefined, after: NetworkReport | undefined): string {
  const { totals: figures, layers, unchanged, unlisted } = compareNetworks(before, after);
  const titles = figureTitles();
  const shown = comparedFigures.filter(
    figure => figures[figure].before?.equals(0) !== true || figures[figure].after?.equals(0) !== true,
  );
  const rows = shown.map(figure => {
    const [title, format] = titles[figure];
    const { before: from, after: to, difference } = figures[figure];
    const text = (n: Dim | undefined): string => (known(n) ? format(n) : say('unknown'));
    return [title, text(from), text(to), (signed(difference, format) ?? '?') || say('same')];
  });
  const layerRows = layerGroups(layers).map(({ first, last, count, sum }) => [
    `${marks[first.how]} \`${count > 1 ? blockOf(first) : first.path}\`${count > 1 ? ` (${say('{0} layers', count)})` : ''}`,
    signed(sum('parameters'), wholeCount) ?? '?',
    signed(sum('multiplyAdds'), shortCount) ?? '?',
    signed(sum('keptForBackward'), shortBytes) ?? '?',
    whatChanged(last),
  ]);
  const head = [say('layer'), say('parameters'), say('multiply-adds'), say('kept for backward'), say('what changed')];
  return [
    `## ${before?.name ?? say('nothing')} → ${after?.name ?? say('nothing')}`,
    [before, after].flatMap(side => (side === undefined ? [] : [purposeOf(side)])).join(' → '),
    table(heads(), rows),
    layerRows.length === 0 ? say('All layers are alike.') : table(head, layerRows),
    ...(layerRows.length > 0 && unchanged > 0 ? [say('{0} further layers are alike.', unchanged)] : []),
    ...(unlisted === 0 ? [] : [say('The networks are too long to be compared whole: layers further on are left out.')]),
  ].join('\n\n');
}

export interface Side {
  readonly report: Report;
  readonly network: string | undefined;
  readonly label: string;
}

/** Undefined where one of the sides has no such network. */
export function comparisonPage(before: Side, after: Side): string | undefined {
  const networks = ({ report, network }: Side): readonly NetworkReport[] =>
    report.networks.filter(({ name }) => network === undefined || name === network);
  const [from, to] = [networks(before), networks(after)];
  if (from.length === 0 || to.length === 0) return undefined;
  const pairs =
    before.network !== undefined && after.network !== undefined
      ? [[from[0], to[0]] as const]
      : pairedNetworks(from, to);
  return [`# ${before.label} → ${after.label}`, ...pairs.map(([a, b]) => section(a, b))].join('\n\n') + '\n';
}
