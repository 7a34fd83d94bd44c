/** How the figures of a network grow, in words: a line for the batch and one for each open size. */
import type { FigureGrowth, NetworkGrowth } from '../analysis/growth.js';
import type { Linear } from '../analysis/report.js';
import { shortBytes } from '../editor/figures.js';
import type { Growth } from '../shape/dim.js';

const speeds: readonly Growth[] = ['higher', 'quadratic', 'linear', 'constant'];
const words: Readonly<Record<Growth, string>> = {
  higher: 'faster than the square',
  quadratic: 'with the square',
  linear: 'linear',
  constant: 'not at all',
};

export function growthLines(growth: NetworkGrowth, kept: Linear | undefined): readonly [name: string, value: string][] {
  const lines: [string, string][] = growth.symbols.map(symbol => [`grows with ${symbol}`, withSymbol(growth, symbol)]);
  if (kept && growth.keptForBackward?.batch === 'linear') {
    const fixed = kept.fixed.equals(0) ? '' : `, and ${shortBytes(kept.fixed)} for any batch`;
    lines.unshift(['grows with batch', `kept for backward, ${shortBytes(kept.perSample)} a sample${fixed}`]);
  }
  return lines;
}

/** `linear: multiply-adds, kept for backward; not at all: parameters`. */
function withSymbol(growth: NetworkGrowth, symbol: string): string {
  const figures: readonly (readonly [string, FigureGrowth | undefined])[] = [
    ['parameters', growth.parameters],
    ['multiply-adds', growth.multiplyAdds],
    ['kept for backward', growth.keptForBackward],
    ['inference peak', growth.inferencePeak],
  ];
  return speeds
    .map(speed => ({ speed, names: figures.filter(([, g]) => g?.sizes.get(symbol) === speed).map(([name]) => name) }))
    .filter(({ names }) => names.length > 0)
    .map(({ speed, names }) => `${words[speed]}: ${names.join(', ')}`)
    .join('; ');
}
