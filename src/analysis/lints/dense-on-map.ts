/** `dense-on-map`: a dense layer on a map that was never flattened. */
import { formatShape } from '../../shape/shape.js';
import { addStep, defineLint, type LintNode } from './lint.js';
import { arrangedBy } from './through.js';

/** Channels first, then places: what a window gives, or an input that looks like an image. */
function isMap(node: LintNode): boolean {
  const shape = node.inputs[0]?.shape;
  if (!shape || shape.length < 2) return false;
  const [producer] = node.producers;
  const from = arrangedBy(producer);
  if (from) return from.has('channel-first') && from.arg('axis') === 0 && from.output?.shape.length === shape.length;
  return shape.length === 3 && (shape[0]?.equals(1) === true || shape[0]?.equals(3) === true);
}

export const denseOnMap = defineLint({
  name: 'dense-on-map',
  severity: 'warning',
  what: 'A dense layer works on a map of channels and places that was not flattened.',
  why: 'It connects the last dimension only: each row is mapped by itself, and the result is a map again, not one vector.',
  instead:
    'Put `flatten` or `global_avgpool` in front; where rows are meant, say so by `# netwright: allow dense-on-map`.',
  bad: 'conv(8, 5, stride: 3) -> relu -> dense(10)',
  good: 'conv(8, 5, stride: 3) -> relu -> flatten -> dense(10)',
  *check(network) {
    for (const node of network.having('feature-last')) {
      if (!node.has('linear') || !isMap(node)) continue;
      const [input] = node.inputs;
      const size = input?.shape.at(-1);
      const numbers = size?.equals(1) === true ? '1 number' : `${String(size)} numbers`;
      // A map of any size has no number of cells that weights could be made for.
      const step = input?.shape.every(d => d.isConstant) === true ? 'flatten' : 'global_avgpool';
      yield {
        node,
        message: `${node.label} works on the last dimension of ${input ? formatShape(input.shape) : '?'} alone: ${numbers} of each row, not the whole map; was \`${step}\` forgotten?`,
        fix: addStep(node, 'before', step),
      };
    }
  },
});
