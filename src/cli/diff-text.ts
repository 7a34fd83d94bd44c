/** A comparison as a person reads it: the totals, then the layers that explain their differences. */
import { comparedFigures, type Comparison, type ComparedFigure, type LayerDifference } from '../analysis/compare.js';
import { blockOf, layerGroups } from '../analysis/layer-groups.js';
import { formatBytes, formatExact } from '../shape/bytes.js';
import type { Dim } from '../shape/dim.js';
import { formatShape } from '../shape/shape.js';
import { inColumns, type Column } from './columns.js';
import type { Streams } from './streams.js';
import { styleOf, type Style } from './style.js';

export interface NamedComparison {
  /** Where each side comes from. */
  readonly before: string;
  readonly after: string;
  readonly comparison: Comparison;
}

type Format = (n: Dim) => string;

const titles: { readonly [F in ComparedFigure]: readonly [title: string, format: Format] } = {
  parameters: ['parameters', formatExact],
  buffers: ['buffers', formatExact],
  multiplyAdds: ['multiply-adds', formatExact],
  weights: ['weights', formatBytes],
  gradients: ['gradients', formatBytes],
  optimizerState: ['optimizer state', formatBytes],
  keptForBackward: ['kept for backward', formatBytes],
};

const unknown = 'unknown';
const marks = { added: '+', removed: '-', changed: '~' } as const;

const known = (n: Dim | undefined): n is Dim => n !== undefined && !(n.isConstant && Number.isNaN(n.value));
const text = (n: Dim | undefined, format: Format): string => (known(n) ? format(n) : unknown);

function signed(n: Dim | undefined, format: Format): string {
  if (!known(n)) return '?';
  if (n.equals(0)) return '';
  return n.is('<', 0) === true ? `-${format(n.negate())}` : `+${format(n)}`;
}

export function diffText({ before, after, comparison }: NamedComparison, streams: Streams): string {
  const style = styleOf(streams.colours);
  const width = streams.columns ?? 140;
  const { totals, layers, unchanged, unlisted } = comparison;
  const shown = comparedFigures.filter(
    f => totals[f].before?.equals(0) !== true || totals[f].after?.equals(0) !== true,
  );
  const ends = shown.map(figure => {
    const [title, format] = titles[figure];
    const { before: a, after: b, difference } = totals[figure];
    return [title, text(a, format), text(b, format), signed(difference, format) || 'same'];
  });
  const alike = `${unchanged} layer${unchanged === 1 ? ' is' : 's are'} alike.`;
  const rows = rowsOf(layers);
  return [
    `${style.bold(comparison.before?.name ?? 'nothing')}  ${before}`,
    `${style.bold(comparison.after?.name ?? 'nothing')}  ${after}`,
    '',
    ...table(['', 'before', 'after', 'difference'], ends, width, style),
    '',
    ...(rows.length === 0
      ? ['All layers are alike.']
      : [
          ...table(['layer', 'parameters', 'multiply-adds', 'kept', 'what changed'], rows, width, style),
          style.dim(unchanged > 0 ? alike : ''),
        ]),
    ...(unlisted === 0 ? [] : ['', 'The networks are too long to be compared whole: layers further on are left out.']),
    '',
  ].join('\n');
}

function table(
  titled: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
  style: Style,
): readonly string[] {
  const last = titled.length - 1;
  const columns = titled.map((title, i): Column => ({
    title,
    cells: rows.map(r => r[i] ?? ''),
    align: i === 0 || title === 'what changed' ? 'left' : 'right',
    leaves: i === 0 ? 0 : i === last ? 9 : i,
  }));
  return inColumns(columns, width, style, (_, cell) => cell);
}

function rowsOf(layers: readonly LayerDifference[]): readonly (readonly string[])[] {
  return layerGroups(layers).map(({ first, last, count, sum }) => [
    `${marks[first.how]} ${count > 1 ? `${blockOf(first)} (${count} layers)` : first.path}`,
    signed(sum('parameters'), formatExact),
    signed(sum('multiplyAdds'), formatExact),
    signed(sum('keptForBackward'), formatBytes),
    whatChanged(last),
  ]);
}

/** `channels 8 -> 16, output 8x4 -> 16x4`; of a layer that came or went, its result. */
function whatChanged({ before, after, how, changes }: LayerDifference): string {
  const shape = (after ?? before)?.outputShape;
  if (how !== 'changed') return shape ? formatShape(shape) : '';
  return changes.map(c => `${c.what} ${c.before ?? 'default'} -> ${c.after ?? 'default'}`).join(', ');
}
