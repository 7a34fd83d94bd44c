/** `small-receptive-field`: a classifier whose cells see only a small part of what they are to tell apart. */
import { defineLint, type LintNetwork, type LintNode } from './lint.js';
import { fieldBefore } from './receptive.js';

/** Of each axis of the image: a cell that sees less judges by texture alone. */
const SHARE = 1 / 2;
const MIN_SIZE = 16;

/** Whether the result goes to an output by itself, joined with nothing on the way. */
function decides(network: LintNetwork, node: LintNode): boolean {
  const end = network.output(undefined);
  let at: LintNode | undefined = node;
  for (let i = 0; at && i < 50; i++) {
    if (at.node === end?.node || at.outputs.length > 0) return true;
    const readers: readonly LintNode[] = at.consumers;
    at = readers.length === 1 && readers[0]?.has('joins') === false ? readers[0] : undefined;
  }
  return false;
}

export const smallReceptiveField = defineLint({
  name: 'small-receptive-field',
  severity: 'hint',
  what: 'The cells that a global pooling averages see less than half of the image along each axis.',
  why: 'The result is a vote of small patches: what they show together, the form of the object, is seen by none of them.',
  instead: 'Add layers, strides, pooling or dilation before the pooling, until a cell sees the object.',
  source:
    'Luo et al. 2016, Understanding the effective receptive field; Brendel & Bethge 2019 (bags of local features)',
  bad: 'conv(16, 3, padding: 1) -> relu -> global_avgpool -> dense(10)',
  good: 'conv(16, 4, stride: 4) -> relu -> conv(16, 4, stride: 4) -> relu -> global_avgpool -> dense(10)',
  *check(network) {
    const shape = network.report.graph.body.inputs[0]?.value.type?.shape;
    const [, ...axes] = shape ?? [];
    const sizes = axes.map(axis => axis.value);
    if (sizes.length === 0 || !sizes.every(size => size >= MIN_SIZE)) return;
    for (const node of network.having('global')) {
      if (!decides(network, node)) continue;
      const field = fieldBefore(
        network,
        node,
        sizes.map(size => size * SHARE),
      );
      if (!field) continue;
      yield {
        node,
        message: `each cell that ${node.label} takes in sees ${field.join('x')} of ${sizes.join('x')}: less than half of the image`,
      };
    }
  },
});
