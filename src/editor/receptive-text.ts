/** Receptive fields as texts, by node: a walk along all layers, made once for each report that asks. */
import type { Report } from '../analysis/report.js';
import type { Node } from '../graph/graph.js';

/** Longer networks are not walked for a hint. */
const mostLayers = 20_000;

const read = new WeakSet<Report>();
/** Empty where a node is executed with several fields. */
const fields = new WeakMap<Node, string>();

export function readFields(report: Report): void {
  if (read.has(report)) return;
  read.add(report);
  for (const network of report.networks) {
    for (const { node, receptiveField } of network.layers(mostLayers).lines) {
      const text = receptiveField?.map(size => size.toString()).join('x') ?? '';
      const known = fields.get(node);
      fields.set(node, known === undefined || known === text ? text : '');
    }
  }
}

/** `35x35`; undefined where it is not known, or not one. */
export function fieldText(node: Node): string | undefined {
  const text = fields.get(node);
  return text === '' ? undefined : text;
}
