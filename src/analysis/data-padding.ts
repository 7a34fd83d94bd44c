/** What is told of data that does not fit a network, and padding as a fix. */
import type { BodyInput, GraphFix } from '../graph/graph.js';
import type { Shape } from '../shape/shape.js';
import type { Finding, LintTrain } from './lints/lint.js';

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

/** An input for which the data has nothing: it is fed by the field that bears its name. */
export function unfed({ name, place }: BodyInput, { data }: LintTrain): Finding {
  const fields = (data?.facts.fields ?? []).map(field => `\`${field.name}\``).join(', ');
  return {
    ...(place && { place }),
    message: `nothing feeds the input \`${name}\`: ${data?.declaration.name ?? 'the data'} has the fields ${fields}; an input is fed by the field that bears its name`,
    related: data ? [{ message: 'this data is to feed it', place: data.place }] : [],
  };
}
