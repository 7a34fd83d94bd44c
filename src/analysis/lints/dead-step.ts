/** `dead-step`: steps that reach no output, and parts that nobody reads. */
import type { Body, Node, Place, Value } from '../../graph/graph.js';
import { ValueSet } from '../../graph/value-map.js';
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

interface Walked {
  readonly body: Body;
  readonly dead: readonly Dead[];
  readonly deadNodes: ReadonlySet<Node>;
  readonly read: ValueSet;
}

function walked(body: Body): Walked {
  const ends = roots(body);
  // Behind a mistake nothing is known: what seems dead may only be cut off by it.
  if (ends.every(isUnknown) || body.nodes.some(node => node.inputs.some(isUnknown)))
    return { body, dead: [], deadNodes: new Set(body.nodes), read: new ValueSet(body) };
  const known = ends.flatMap(value => value ?? []);
  const live = new ValueSet(body, known);
  const read = new ValueSet(body, known);
  const deadNodes = new Set<Node>();
  for (let i = body.nodes.length - 1; i >= 0; i--) {
    const node = body.nodes[i];
    if (!node) continue;
    const isLive = node.results.length === 0 || node.results.some(value => live.has(value));
    if (!isLive) deadNodes.add(node);
    for (const value of node.inputs) {
      read.add(value);
      if (isLive) live.add(value);
    }
  }
  const dead: Dead[] = [];
  for (const node of body.nodes) {
    if (deadNodes.size > 0 && deadNodes.has(node)) {
      if (!node.results.some(value => read.has(value))) dead.push(deadNode(node));
    } else if (node.results.length > 1) {
      for (const part of partsOf(node)) if (!read.has(part.value)) dead.push(part);
    }
  }
  return { body, dead, deadNodes, read };
}

/** The steps and parts that lead somewhere. */
function keysOfLive({ body, deadNodes, read }: Walked): readonly string[] {
  return body.nodes.flatMap(node => {
    if (deadNodes.has(node)) return [];
    const parts = partsOf(node).filter(({ value }) => read.has(value));
    return [keyOf(node.place, undefined), ...parts.map(({ part }) => keyOf(node.place, part))];
  });
}

const keyOf = ({ uri, range }: Place, part: number | undefined): string =>
  `${uri}|${String(range.start)}|${String(part ?? '')}`;

const nameOf = (node: Node): string => node.name ?? (node.kind === 'layer' ? node.call.layer.name : node.body.name);

const deadNode = (node: Node): Dead => ({ place: node.place, name: nameOf(node), part: undefined });

/** Parts of a layer whose results are all alike; a result with a name of its own is there for those who want it. */
function partsOf(node: Node): readonly (Dead & { readonly value: Value })[] {
  if (node.kind !== 'layer' || node.results.length < 2 || node.call.resultNames.length > 0) return [];
  return node.results.map((value, part) => ({ place: node.place, name: nameOf(node), part, value }));
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
  stem -> dense(2)
}`,
  *check({ bodies, certain }) {
    if (!certain) return;
    // A step is written once but walked in every round and call: it is dead where none of them leads anywhere.
    const found = bodies.map(walked);
    if (found.every(({ dead }) => dead.length === 0)) return;
    const alive = new Set(found.flatMap(keysOfLive));
    for (const { body, dead } of found) {
      for (const { place, name, part } of dead) {
        if (alive.has(keyOf(place, part))) continue;
        yield {
          place,
          message:
            part === undefined
              ? `what ${name} gives reaches no output of ${body.name}`
              : `part ${String(part)} of ${name} is read by nobody`,
          ...(part === undefined && {
            fix: { title: 'Remove the step', mends: [{ kind: 'remove-line', call: place }], careful: true } as const,
          }),
        };
      }
    }
  },
});
