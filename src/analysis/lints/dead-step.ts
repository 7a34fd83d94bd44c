/** `dead-step`: steps that reach no output, and parts that nobody reads. */
import type { Body, Node, Place, Value } from '../../graph/graph.js';
import { defineLint } from './lint.js';

/** What a body is there for. A network that declares outputs gives nothing else. */
function roots({ kind, outputs, result }: Body): readonly (Value | undefined)[] {
  const declared = outputs.map(o => o.value);
  const main = outputs.some(o => !o.training && o.name !== '');
  return kind === 'network' && main ? declared : [result, ...declared];
}

const isUnknown = (value: Value | undefined): boolean => value === undefined || value.index < 0;

interface Dead {
  readonly place: Place;
  readonly name: string;
  readonly part: number | undefined;
}

function deadIn(body: Body): readonly Dead[] {
  const ends = roots(body);
  // Behind a mistake nothing is known: what seems dead may only be cut off by it.
  if (ends.every(isUnknown) || body.nodes.some(node => node.inputs.some(isUnknown))) return [];
  const live = new Set(ends);
  const read = new Set(ends);
  const dead: Node[] = [];
  for (let i = body.nodes.length - 1; i >= 0; i--) {
    const node = body.nodes[i];
    if (!node) continue;
    const isLive = node.results.length === 0 || node.results.some(value => live.has(value));
    if (!isLive) dead.push(node);
    for (const value of node.inputs) {
      read.add(value);
      if (isLive) live.add(value);
    }
  }
  const found = dead.filter(node => !node.results.some(value => read.has(value))).map(deadNode);
  const gone = new Set(dead);
  for (const node of body.nodes) if (node.results.length > 1 && !gone.has(node)) found.push(...deadParts(node, read));
  return found;
}

const nameOf = (node: Node): string => node.name ?? (node.kind === 'layer' ? node.call.layer.name : node.body.name);

const deadNode = (node: Node): Dead => ({ place: node.place, name: nameOf(node), part: undefined });

/** Parts of a layer whose results are all alike; a result with a name of its own is there for those who want it. */
function deadParts(node: Node, read: ReadonlySet<Value | undefined>): readonly Dead[] {
  if (node.kind !== 'layer' || node.call.resultNames.length > 0) return [];
  return node.results.flatMap((value, part) =>
    read.has(value) ? [] : [{ place: node.place, name: nameOf(node), part }],
  );
}

export const deadStep = defineLint({
  name: 'dead-step',
  severity: 'warning',
  what: 'A step leads to no output of its block or network, or nobody reads a part that it gives.',
  why: 'It costs weights, memory and time, learns nothing, and is often a line that was meant to go on from another point.',
  instead: 'Take it away, mark it as `output`, or go on from its name.',
  bad: `network Forked {
  input features: [8]
  stem = dense(16) -> relu
  dense(4) -> relu
  stem -> dense(2)
}`,
  good: `network Forked {
  input features: [8]
  stem = dense(16) -> relu
  output aside = dense(4) -> relu
  output main = stem -> dense(2)
}`,
  *check({ bodies }) {
    for (const body of bodies) {
      for (const { place, name, part } of deadIn(body)) {
        yield {
          place,
          message:
            part === undefined
              ? `what ${name} gives reaches no output of ${body.name}`
              : `part ${String(part)} of ${name} is read by nobody`,
        };
      }
    }
  },
});
