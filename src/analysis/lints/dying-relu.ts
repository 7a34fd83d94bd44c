/** `dying-relu`: a start or a step that leaves units of ReLU at 0 for ever. */
import type { Named } from '../../catalogue/layers/layer.js';
import { startsAlike } from './alike-weights.js';
import { defineLint, setArgument, type Finding, type LintNetwork, type LintNode, type LintTrain } from './lint.js';

/** An optimizer whose steps are as long as the learning rate moves a sum over n inputs by up to n times that. */
const MAX_SHIFT = 30;
/** Plain gradient descent, momentum counted in. */
const MAX_RATE = 5;

const fanIn = (node: LintNode): number =>
  node.node.call.weights
    .find(({ name }) => name === 'weight')
    ?.shape.slice(1)
    .reduce((product, size) => product * size.value, 1) ?? NaN;

/** Layers with weights right in front of ReLU. */
const fed = (network: LintNetwork): readonly LintNode[] =>
  network.having('rectifies').flatMap(relu => {
    const [producer] = relu.producers;
    return producer?.has('linear') && producer.has('adds-bias') && !producer.frozen ? [producer] : [];
  });

function* startsDead(nodes: readonly LintNode[]): Iterable<Finding> {
  for (const node of nodes) {
    const init = node.arg('init') as Named | undefined;
    if (!init || !startsAlike(init)) continue;
    yield {
      node,
      at: 'init',
      message: `all units of ${node.label} start alike with \`${init.name}\`, so ReLU passes all or none of them, and they get the same gradient or none`,
      fix: setArgument(node, 'init', 'he'),
    };
  }
}

function stepsTooFar(nodes: readonly LintNode[], { optimizer }: LintTrain): Finding | undefined {
  const lr = optimizer?.args['lr'];
  if (!optimizer || typeof lr !== 'number') return undefined;
  const at = { place: optimizer.place };
  if (optimizer.declaration.traits?.includes('scale-free')) {
    const widest = nodes.reduce((most, node) => Math.max(most, fanIn(node) || 0), 0);
    // Beyond a tenth the rate is too large for anything, and another rule says so.
    if (lr >= 0.1 || lr * widest < MAX_SHIFT) return undefined;
    return {
      ...at,
      message: `a step of ${String(lr)} on each of ${String(widest)} weights of a unit can move its sum by ${(lr * widest).toPrecision(2)}: units of ReLU that are pushed below 0 for all samples stay there; use a smaller \`lr\` or a normalization`,
    };
  }
  const momentum = typeof optimizer.args['momentum'] === 'number' ? optimizer.args['momentum'] : 0;
  const rate = lr / (1 - Math.min(momentum, 0.99));
  if (lr >= 10 || rate < MAX_RATE || optimizer.args['momentum'] === undefined) return undefined;
  return {
    ...at,
    message: `steps of ${String(lr)}${momentum > 0 ? ` with momentum ${String(momentum)}, so ${rate.toPrecision(2)} in the long run,` : ''} push units of ReLU below 0 for all samples, where no gradient brings them back; use a smaller \`lr\` or a normalization`,
  };
}

export const dyingRelu = defineLint({
  name: 'dying-relu',
  severity: 'warning',
  what: 'Weights in front of ReLU start all alike, or the learning rate is so large that it pushes units below 0.',
  why: 'A unit that is below 0 for every sample gives 0, gets no gradient, and never comes back.',
  instead: 'Start with `he`; use a smaller learning rate, a normalization in front of ReLU, or `leaky_relu`.',
  source: 'Lu et al. 2019, Dying ReLU and initialization; He et al. 2015',
  bad: 'dense(16, init: zeros) -> relu -> dense(2)',
  good: 'dense(16, init: he) -> relu -> dense(2)',
  exampleInput: '[8]',
  *check(network) {
    const nodes = fed(network);
    if (nodes.length === 0) return;
    yield* startsDead(nodes);
    for (const train of network.trains) {
      const found = stepsTooFar(nodes, train);
      if (found) yield found;
    }
  },
});
