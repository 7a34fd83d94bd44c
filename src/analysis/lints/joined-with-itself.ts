/** `joined-with-itself`: the same point twice in a sum. */
import { defineLint } from './lint.js';

export const joinedWithItself = defineLint({
  name: 'joined-with-itself',
  severity: 'warning',
  what: 'A sum, difference or mean takes the same point twice.',
  why: 'The flow is its first operand: `add(a)` behind `a` is a + a, and `add(a, b)` behind `b` is b + a + b.',
  instead: 'Begin with another point, or name only the others.',
  bad: 'stem = dense(16)\n  add(stem)',
  good: 'stem = dense(16)\n  relu -> add(stem)',
  exampleInput: '[8]',
  *check(network) {
    for (const node of network.having('joins')) {
      if (!node.has('linear') || node.residual) continue;
      const { inputs } = node.node;
      const twice = inputs.find((value, i) => value.index >= 0 && inputs.indexOf(value) < i);
      if (!twice) continue;
      const name = twice.node?.name;
      yield {
        node,
        message: `${node.label} takes ${name === undefined ? 'the same point' : `\`${name}\``} twice: the flow is its first operand already`,
      };
    }
  },
});
