/** `expensive-conv`: one wide convolution costs a great part of the network; a 1x1 bottleneck in front would save most of it. */
import { formatCount } from '../../shape/bytes.js';
import type { Dim } from '../../shape/dim.js';
import { elements } from '../../shape/shape.js';
import type { GraphFix } from '../../graph/graph.js';
import { defineLint, type LintNode } from './lint.js';
import { windowOf } from './sliding.js';

const MIN_MULTIPLY_ADDS = 100_000_000;
const MIN_SHARE = 1 / 4;
const MIN_CHANNELS = 128;

/** Multiply-adds of 1x1 to a quarter of the channels, the window there, and 1x1 back. */
function withBottleneck(node: LintNode, channels: Dim, out: Dim, taps: Dim): Dim {
  const inner = channels.floorDiv(4);
  const cells = elements(node.output?.shape.slice(1) ?? []);
  const before = elements(node.inputs[0]?.shape.slice(1) ?? []);
  const first = before.times(channels).times(inner);
  return first.plus(cells.times(inner).times(inner.times(taps).plus(out)));
}

/** Down to a quarter, the window there, and back; `careful`, for it is another function. */
function bottleneck(node: LintNode, quarter: string): GraphFix {
  return {
    title: `Put it between \`conv(${quarter}, 1)\` and a 1x1 convolution back`,
    mends: [
      { kind: 'add-step', call: node.place, where: 'before', step: `conv(${quarter}, 1) -> relu` },
      { kind: 'argument', call: node.place, argument: 'channels', value: quarter },
      { kind: 'add-step', call: node.place, where: 'after', step: 'relu -> conv({channels}, 1)' },
    ],
    careful: true,
  };
}

export const expensiveConv = defineLint({
  name: 'expensive-conv',
  severity: 'hint',
  what: 'One convolution over many channels costs a quarter or more of the multiply-adds of the whole network.',
  why: 'A window over all channels pays for each pair of channels at each of its cells.',
  instead:
    'Go down to a quarter of the channels by a 1x1 convolution, apply the window there, and come back by another 1x1.',
  source: 'He et al. 2016, Deep residual learning, section 4.1 (bottleneck); Szegedy et al. 2015',
  bad: 'conv(256, 3, padding: 1) -> relu',
  good: 'conv(64, 1) -> relu -> conv(64, 3, padding: 1) -> relu -> conv(256, 1) -> relu',
  exampleInput: '256x32x32',
  *check(network) {
    const total = network.report.totals.multiplyAdds;
    if (!total?.isConstant) return;
    for (const node of network.having('slides')) {
      const out = node.arg('channels') as Dim | undefined;
      if (!node.has('mixes-channels') || out?.is('>=', MIN_CHANNELS) !== true) continue;
      const cost = node.multiplyAdds;
      if (!cost || cost.is('>=', MIN_MULTIPLY_ADDS) !== true) continue;
      const window = windowOf(node);
      const groups = node.arg('groups') as Dim | undefined;
      const taps = window && elements(window.kernel);
      if (!taps || taps.equals(1) || groups?.equals(1) !== true || cost.over(total).is('>=', MIN_SHARE) !== true)
        continue;
      if (window.channels.is('>=', MIN_CHANNELS) !== true) continue;
      const less = withBottleneck(node, window.channels, out, taps);
      if (less.times(2).is('<', cost) !== true) continue;
      const quarter = String(window.channels.floorDiv(4));
      yield {
        node,
        fix: bottleneck(node, quarter),
        message: `${node.label} costs ${formatCount(cost)} of the network’s ${formatCount(total)} multiply-adds; behind \`conv(${quarter}, 1)\`, and with \`conv(${String(out)}, 1)\` after it, the same window costs ${formatCount(less)}`,
      };
    }
  },
});
