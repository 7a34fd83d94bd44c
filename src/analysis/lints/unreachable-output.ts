/** `unreachable-output`: an output that no input reaches, or an input that reaches no output. */
import type { Body, Node, Value } from '../../graph/graph.js';
import { ValueSet } from '../../graph/value-map.js';
import { defineLint } from './lint.js';

/** All values of the body that lead to this one, itself included; undefined where something on the way is unknown. */
function sourcesOf(value: Value): ValueSet | undefined {
  const seen = new ValueSet(value.body, [value]);
  const waiting = [value];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    if (at.index < 0) return undefined;
    for (const input of at.node?.inputs ?? []) {
      if (seen.has(input)) continue;
      seen.add(input);
      waiting.push(input);
    }
  }
  return seen;
}

const endsOf = ({ outputs, result }: Body): readonly (Value | undefined)[] =>
  outputs.length > 0 ? outputs.map(({ value }) => value) : [result];

/** What a call with a mistake reads is not known. */
const isWrong = (node: Node): boolean =>
  node.inputs.some(v => v.index < 0) ||
  (node.kind === 'layer' && node.call.problems.some(({ severity }) => severity === 'error'));

export const unreachableOutput = defineLint({
  name: 'unreachable-output',
  severity: 'warning',
  what: 'No input of the network leads to one of its outputs, or one of its inputs leads to no output.',
  why: 'Such an output is the same for every sample, and such an input changes nothing: often a path begins at the wrong point.',
  instead: 'Begin the path at an input, or take the output or the input away.',
  bad: `network Pair {
  input image: [8]
  input meta: [4]
  image -> dense(16) -> relu -> dense(2)
}`,
  good: `network Pair {
  input image: [8]
  input meta: [4]
  image -> dense(16) -> relu -> concat(meta) -> dense(2)
}`,
  *check({ report }) {
    const { body } = report.graph;
    if (body.inputs.length === 0 || body.nodes.length === 0) return;
    const ways = endsOf(body).map(value => value && sourcesOf(value));
    // Behind a mistake nothing is known.
    if (ways.some(way => way === undefined) || body.nodes.some(isWrong)) return;
    if (body.kind !== 'network') return;
    for (const { name, value, place } of body.inputs) {
      if (!place || ways.some(way => way?.has(value))) continue;
      yield { place, message: `the input \`${name}\` leads to no output of ${body.name}` };
    }
    for (const [i, { name, value, place }] of body.outputs.entries()) {
      // A weight by itself is given out on purpose: a temperature, a table.
      const alone = value.node?.inputs.length === 0;
      if (alone || body.inputs.some(input => ways[i]?.has(input.value))) continue;
      yield { place, message: `no input leads to the output \`${name}\`: it is the same for every sample` };
    }
  },
});
