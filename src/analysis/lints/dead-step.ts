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

/** Keys of the steps that lead somewhere are put into `alive`. */
function deadIn(body: Body, alive: Set<string>): readonly Dead[] {
  const ends = roots(body);
  // Behind a mistake nothing is known: what seems dead may only be cut off by it.
  if (ends.every(isUnknown) || body.nodes.some(node => node.inputs.some(isUnknown))) return [];
  const live = new Set(ends);
  const read = new Set<Value>(ends.flatMap(value => value ?? []));
  const dead: Node[] = [];
  for (let i = body.nodes.length - 1; i >= 0; i--) {
    const node = body.nodes[i];
    if (!node) continue;
    const isLive = node.results.length === 0 || node.results.some(value => live.has(value));
    if (isLive) alive.add(keyOf(node.place, undefined));
    else dead.push(node);
    for (const value of node.inputs) {
      read.add(value);
      if (isLive) live.add(value);
    }
  }
  const ended = dead.filter(node => !node.results.some(value => read.has(value)));
  return [
    ...ended.map(node => deadNode(node)),
    ...body.nodes.flatMap(node => (dead.includes(node) ? [] : deadParts(node, read, alive))),
  ];
}

const keyOf = ({ uri, range }: Place, part: number | undefined): string =>
  `${uri}|${String(range.start)}|${String(part ?? '')}`;

const nameOf = (node: Node): string => node.name ?? (node.kind === 'layer' ? node.call.layer.name : node.body.name);

const deadNode = (node: Node): Dead => ({ place: node.place, name: nameOf(node), part: undefined });

/** Parts of a layer whose results are all alike; a result with a name of its own is there for those who want it. */
function deadParts(node: Node, read: ReadonlySet<Value>, alive: Set<string>): readonly Dead[] {
  if (node.kind !== 'layer' || node.results.length < 2 || node.call.resultNames.length > 0) return [];
  return node.results.flatMap((value, part) => {
    if (!read.has(value)) return [{ place: node.place, name: nameOf(node), part }];
    alive.add(keyOf(node.place, part));
    return [];
  });
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
    const alive = new Set<string>();
    const found = bodies.map(body => ({ body, dead: deadIn(body, alive) }));
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
