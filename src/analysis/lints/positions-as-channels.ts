/** `positions-as-channels`: a layer that takes positions for channels, or places for features. */
import { formatShape } from '../../shape/shape.js';
import { addStep, defineLint, setArgument, type Finding, type LintNode } from './lint.js';
import { arrangementOf } from './axis-roles.js';

/** Cuts or looks along the first dimension, and `axis` was not written. */
const takesFirst = (node: LintNode): boolean =>
  (node.has('channel-first') || (node.has('views') && node.node.results.length > 1)) &&
  node.arg('axis') === 0 &&
  !node.isWritten('axis');

function firstFinding(node: LintNode): Finding | undefined {
  const shape = node.inputs[0]?.shape;
  if (!shape || shape.length < 2 || !takesFirst(node)) return undefined;
  const known = arrangementOf(node.producers[0]);
  if (known?.roles[0] !== 'position' || known.roles.at(-1) !== 'feature') return undefined;
  return {
    node,
    message: `${node.label} takes the first dimension of ${formatShape(shape)} for the channel, but ${known.by.label} has positions there and its features last`,
    related: [{ message: `${known.by.label} arranges them so`, place: known.by.place }],
    fix: setArgument(node, 'axis', '-1'),
  };
}

function lastFinding(node: LintNode): Finding | undefined {
  const shape = node.inputs[0]?.shape;
  // `dense` has a rule of its own; along positions it also mixes them on purpose.
  if (!shape || shape.length < 2 || node.has('linear') || node.isWritten('axes')) return undefined;
  const known = arrangementOf(node.producers[0]);
  if (known?.roles[0] !== 'channel' || known.roles.at(-1) !== 'position') return undefined;
  return {
    node,
    message: `${node.label} takes the last dimension of ${formatShape(shape)} for the features, but ${known.by.label} has positions there and the channels first`,
    related: [{ message: `${known.by.label} arranges them so`, place: known.by.place }],
    fix:
      node.arg('axes') === undefined && shape.length === 2
        ? addStep(node, 'before', 'transpose')
        : setArgument(node, 'axes', '0'),
  };
}

export const positionsAsChannels = defineLint({
  name: 'positions-as-channels',
  severity: 'warning',
  what: 'A layer works along positions where it means channels or features: [T, D] has its features last, [C, H, W] its channels first.',
  why: 'The sizes fit, so nothing fails, but means, weights and parts are taken along the wrong dimension.',
  instead: 'Say `axis: -1`, or turn the tensor by `transpose` first.',
  bad: 'dense(32) -> relu -> global_avgpool',
  good: 'dense(32) -> relu -> global_avgpool(axis: -1)',
  exampleInput: '[16, 8]',
  *check(network) {
    const last = network.having('feature-last');
    for (const node of last) {
      const found = lastFinding(node);
      if (found) yield found;
    }
    // Where nothing has its features last, nothing can be taken for channels.
    if (![...last, ...network.having('embeds')].some(node => (node.output?.shape.length ?? 0) > 1)) return;
    for (const node of [...network.having('channel-first'), ...network.having('views')]) {
      const found = firstFinding(node);
      if (found) yield found;
    }
  },
});
