/** What is said of a whole network: that nothing happens in it yet, and which inputs would make sizes meet. */
import { Dim } from '../shape/dim.js';
import { formatShape } from '../shape/shape.js';
import type { Datum, Definition } from './datum.js';
import { elaborateNetwork } from './elaborate-block.js';
import { symbolFor } from './elaborate-body.js';
import type { Context } from './elaborate-context.js';
import type { GraphFix } from './graph.js';
import { Problems } from './problems.js';
import { multiplesOf, nearestMultiples } from './sizes-that-work.js';

/** A network in which nothing happens yet: what is missing. */
export function sayEmpty(problems: Problems, { uri, node }: Definition): void {
  const { statements } = node.body;
  const name = node.name.text;
  const input = 'an input with its shape, such as `input image: 3x32x32`';
  const steps = 'steps, such as `flatten` and `dense(10)`, each on a line of its own';
  problems.say({
    code: 'empty-network',
    severity: 'warning',
    at: { uri, range: node.name.range },
    message:
      statements.length === 0
        ? `${name} is empty: what is missing is ${input}, and then ${steps}`
        : `${name} has no step: what is missing are ${steps}`,
  });
}

/** Shapes of the inputs nearest to the written ones for which dimensions meet that do not meet now. */
export function sizesThatWork(
  fresh: (found: Problems) => Context,
  definition: Definition,
  set: ReadonlyMap<string, Datum>,
  context: Context,
): { readonly because: string; readonly fixes: readonly GraphFix[] } {
  const asked = fresh(new Problems());
  asked.symbolic = true;
  for (const name of context.integerInputs) asked.integerInputs.add(name);
  elaborateNetwork(asked, definition, set);
  const multiples = multiplesOf(asked.conditions);
  const fixes: GraphFix[] = [];
  const said: string[] = [];
  for (const [k, { shape, place }] of context.inputShapes.entries()) {
    const divisors = shape.map((d, axis) => (d.isConstant ? multiples.get(symbolFor(k, axis)) : undefined));
    const least = Math.max(1, ...divisors.map(d => d ?? 1));
    if (least === 1) continue;
    const candidates = [0, 1].map(which =>
      shape.map((d, axis) => {
        const divisor = divisors[axis];
        const near = divisor === undefined || d.value % divisor === 0 ? [] : nearestMultiples(d.value, divisor);
        return Dim.of(near[which] ?? near[0] ?? d.value);
      }),
    );
    const texts = [...new Set(candidates.map(formatShape))].filter(text => text !== formatShape(shape));
    if (texts.length === 0) continue;
    said.push(`sizes that work are multiples of ${String(least)}: ${texts.join(' or ')}`);
    for (const text of texts)
      fixes.push({ title: `Change the input to ${text}`, mends: [{ kind: 'text', at: place, text }] });
  }
  return { because: said.length > 0 ? `; ${said.join('; ')}` : '', fixes };
}
