/** A comparison as it is read: which networks belong together, and layers that came or went with a block call in one entry. */
import { Dim } from '../shape/dim.js';
import type { ComparedFigure, LayerDifference } from './compare.js';
import type { NetworkReport } from './report.js';

export type NetworkPair = readonly [before: NetworkReport | undefined, after: NetworkReport | undefined];

/** By name; two that are alone are the same network under another name. What only one side has is compared with nothing. */
export function pairedNetworks(
  before: readonly NetworkReport[],
  after: readonly NetworkReport[],
): readonly NetworkPair[] {
  if (before.length === 1 && after.length === 1) return [[before[0], after[0]]];
  const named = (networks: readonly NetworkReport[], name: string): NetworkReport | undefined =>
    networks.find(n => n.name === name);
  const names = new Set([...before, ...after].map(n => n.name));
  return [...names].map(name => [named(before, name), named(after, name)]);
}

export const blockOf = ({ path }: LayerDifference): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

export interface LayerGroup {
  readonly first: LayerDifference;
  readonly last: LayerDifference;
  readonly count: number;
  readonly sum: (figure: ComparedFigure) => Dim | undefined;
}

export function layerGroups(layers: readonly LayerDifference[]): readonly LayerGroup[] {
  const groups: [LayerDifference, ...LayerDifference[]][] = [];
  for (const layer of layers) {
    const group = groups.at(-1);
    const first = group?.[0];
    const together = first && first.how !== 'changed' && first.how === layer.how && blockOf(first) === blockOf(layer);
    if (group && together && blockOf(layer) !== '') group.push(layer);
    else groups.push([layer]);
  }
  return groups.map(group => ({
    first: group[0],
    last: group.at(-1) ?? group[0],
    count: group.length,
    sum: figure =>
      group.reduce<Dim | undefined>((all, { differences }) => {
        const own = differences[figure];
        return own && all?.plus(own);
      }, Dim.of(0)),
  }));
}
