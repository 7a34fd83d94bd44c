/** What a link of the tree applies, and on what: the layer, and the shapes that flow into it wherever it is executed. */
import type { Layer, LayerTrait } from '../../catalogue/layers/layer.js';
import type { LayerNode } from '../../graph/graph.js';
import type { Range } from '../../language/range.js';
import type { Node } from '../../language/tree.js';
import type { Shape } from '../../shape/shape.js';
import { reportsOf } from '../instances.js';
import { signatureOf } from '../signature.js';
import type { View } from '../view.js';

export const nameOf = (link: Node): string | undefined =>
  link.kind === 'Call' ? link.callee.text : link.kind === 'Name' ? link.text : undefined;

/** The built-in layer that a link is a call of; names of the file win over it. */
export function layerOf(view: View, link: Node): Layer | undefined {
  const name = nameOf(link);
  if (name === undefined) return undefined;
  const start = link.range.start;
  const own = view.source.scopes.references.find(({ range }) => range.start === start)?.symbol;
  return own === undefined ? signatureOf(view, name, start, false)?.layer : undefined;
}

export const hasTrait = (layer: Layer | undefined, trait: LayerTrait): boolean =>
  layer?.traits?.includes(trait) === true;

/** The executions of the layer whose call begins there. */
export function nodesAt(view: View, { start, end }: Range): readonly LayerNode[] {
  return reportsOf(view)
    .flatMap(report => report.figuresAt(view.uri, { start, end }))
    .map(({ node }) => node)
    .filter((node): node is LayerNode => node.kind === 'layer' && node.place.range.start === start);
}

/** Shapes that flow into a call, each once; nothing where one is unknown. */
export function inputShapesAt(view: View, range: Range): readonly Shape[] | undefined {
  const found = new Map<string, Shape>();
  for (const node of nodesAt(view, range)) {
    const shape = node.inputs[0]?.type?.shape;
    if (shape === undefined) return undefined;
    found.set(shape.join('x'), shape);
  }
  return [...found.values()];
}
