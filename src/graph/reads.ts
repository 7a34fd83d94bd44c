/** Which points of a body anybody reads: a layer may leave out results that cost more, where nobody does. */
import type { Body, LayerNode } from './graph.js';
import { ValueSet } from './value-map.js';

const readOf = new WeakMap<Body, ValueSet>();

/** Points that nodes of the body, its end or its outputs read. */
function pointsRead(body: Body): ValueSet {
  let read = readOf.get(body);
  if (!read) {
    const ends = [...(body.result ? [body.result] : []), ...body.outputs.map(({ value }) => value)];
    readOf.set(body, (read = new ValueSet(body, [...body.nodes.flatMap(({ inputs }) => inputs), ...ends])));
  }
  return read;
}

/** Whether somebody reads a result that the layer leaves out otherwise. */
export function readsAll({ call, results }: LayerNode): boolean {
  if (results.length < 2) return false;
  const given = call.lowered(false)?.results.length ?? results.length;
  return results.slice(given).some(value => pointsRead(value.body).has(value));
}
