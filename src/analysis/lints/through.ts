/** Looking past layers that do not change what a rule is about. */
import type { LintNode } from './lint.js';

/** The layer behind views: flatten, reshape, take. */
export function throughViews(node: LintNode | undefined): LintNode | undefined {
  let at = node;
  for (let i = 0; at?.has('views') && i < 20; i++) [at] = at.producers;
  return at;
}

/** The layer that gave the numbers their arrangement: behind layers that keep the shape and mix nothing. */
export function arrangedBy(node: LintNode | undefined): LintNode | undefined {
  let at = node;
  for (let i = 0; at && keepsArrangement(at) && i < 50; i++) [at] = at.producers;
  return at;
}

const keepsArrangement = (node: LintNode): boolean => {
  if (node.has('views') || node.has('slides') || node.has('mixes-channels') || node.has('embeds')) return false;
  const [input] = node.inputs;
  const { output } = node;
  return (
    !!input &&
    !!output &&
    input.shape.length === output.shape.length &&
    input.shape.every((d, i) => d.equals(output.shape[i] ?? 0))
  );
};
