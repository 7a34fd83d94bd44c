/** Padding of a data set as a fix. */
import type { GraphFix } from '../graph/graph.js';
import type { Shape } from '../shape/shape.js';
import type { LintTrain } from './lints/lint.js';

/** Padding that would bring an image to the wanted size, where the data set can pad. */
export function paddingTo(train: LintTrain, wanted: Shape, given: Shape): GraphFix | undefined {
  const { data } = train;
  const [[c, h], [d, k]] = [wanted, given];
  if (!data || !('pad' in data.declaration.parameters) || wanted.length !== 3 || !c || !d || !h || !k) return undefined;
  const more = h.minus(k);
  if (
    !c.equals(d) ||
    !wanted[2]?.equals(h) ||
    !given[2]?.equals(k) ||
    more.is('>', 0) !== true ||
    more.mod(2).value !== 0
  )
    return undefined;
  const pad = String(more.over(2));
  return {
    title: `Pad the images: \`pad: ${pad}\``,
    mends: [{ kind: 'argument', call: data.place, argument: 'pad', value: pad }],
  };
}
