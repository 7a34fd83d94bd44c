/** `agree-by-chance`: a tensor of lower rank that fits at more than one place. */
import { formatShape, type Shape } from '../../shape/shape.js';
import { arrangementOf } from './axis-roles.js';
import { defineLint, setArgument, type LintNode } from './lint.js';

/** The places at which a shape lies on a longer one, none of its sizes being 1. */
function places(whole: Shape, part: Shape): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at + part.length <= whole.length; at++) {
    if (part.every((size, i) => size.equals(whole[at + i] ?? 0))) found.push(at);
  }
  return part.some(size => size.equals(1)) ? [] : found;
}

/** Whether the layers before say that the first dimensions of both mean the same. */
function isMeant(node: LintNode, whole: number, part: number): boolean {
  const [a, b] = [whole, part].map(i => arrangementOf(node.producers[i])?.roles[0]);
  return a === 'channel' && (b === 'channel' || b === 'feature');
}

export const agreeByChance = defineLint({
  name: 'agree-by-chance',
  severity: 'warning',
  what: 'A tensor is joined with one of higher rank, and its sizes fit at more than one place.',
  why: 'It is matched from the front; where as many positions as channels were meant to be the other ones, nothing fails.',
  instead: 'Say where it begins: `axis: 0`, or `axis: -1` for the last dimension.',
  bad: 'scores = dense(16)\n  add(scores -> take(0))',
  good: 'scores = dense(16)\n  add(scores -> take(0), axis: 0)',
  exampleInput: '[16, 8]',
  *check(network) {
    for (const node of network.having('joins')) {
      if (node.arg('axis') === undefined || node.isWritten('axis')) continue;
      const shapes = node.inputs.map(type => type?.shape);
      const rank = Math.max(...shapes.map(shape => shape?.length ?? 0));
      const whole = shapes.findIndex(shape => shape?.length === rank);
      const all = shapes[whole];
      if (!all || shapes.every(shape => shape === undefined || shape.length === rank)) continue;
      for (const [part, shape] of shapes.entries()) {
        if (!shape || shape.length === rank || shape.length === 0) continue;
        const found = places(all, shape);
        if (found.length < 2 || found[0] !== 0 || isMeant(node, whole, part)) continue;
        yield {
          node,
          message: `${formatShape(shape)} fits ${formatShape(all)} at dimension ${found.map(String).join(' and at ')}; ${node.kind} takes the first: say \`axis: ${String(found[0])}\` if that is meant, else \`axis: ${String(found[1])}\``,
          fix: setArgument(node, 'axis', '0'),
        };
        break;
      }
    }
  },
});
