/** Where an argument of a call stands in the text. */
import type { Layer } from '../catalogue/layers/layer.js';
import type { Place } from './graph.js';

/** Undefined when the call does not give it. */
export function placeOfArgument(
  layer: Layer,
  given: readonly { readonly name: string | undefined; readonly place: Place }[],
  name: string,
): Place | undefined {
  const byName = given.find(
    g => g.name === name || (g.name !== undefined && layer.parameters[name]?.aliases.includes(g.name)),
  );
  if (byName) return byName.place;
  return given.filter(g => g.name === undefined)[Object.keys(layer.parameters).indexOf(name)]?.place;
}
