/** `oversized-dense`: a dense layer on a flattened map that holds most of the network's weights. */
import { formatCount } from '../../shape/bytes.js';
import type { Dim } from '../../shape/dim.js';
import type { GraphFix } from '../../graph/graph.js';
import { elements } from '../../shape/shape.js';
import { defineLint, replaceText, type LintNode } from './lint.js';
import { arrangedBy } from './through.js';

const MIN_PARAMETERS = 1_000_000;
const MIN_SHARE = 1 / 3;

/** The view that lays a map of more than one cell into one vector; dropout may stand between. */
function flattening(node: LintNode): LintNode | undefined {
  const view = arrangedBy(node.producers[0]);
  const before = view?.inputs[0]?.shape;
  if (!view?.has('views') || !before || before.length < 3 || view.output?.shape.length !== 1) return undefined;
  return elements(before.slice(1)).is('>', 1) === true ? view : undefined;
}

/** The same map as a convolution, where the view stands right in front: what follows gets one cell, laid out behind it. */
function sameMap(node: LintNode, view: LintNode, width: string, window: string): readonly GraphFix[] {
  if (node.producers[0]?.node !== view.node || node.arg('bias') !== true) return [];
  const like = { call: node.place, text: `conv({width}, ${window})` };
  return [
    {
      title: `Write the same map as \`conv(${width}, ${window})\``,
      mends: [
        { kind: 'text', at: node.place, text: 'flatten' },
        { kind: 'text', at: view.place, text: `conv(${width}, ${window})`, like },
      ],
      careful: true,
    },
  ];
}

export const oversizedDense = defineLint({
  name: 'oversized-dense',
  severity: 'hint',
  what: 'A dense layer behind `flatten` holds a great part of all weights of the network.',
  why: 'It learns a weight for every cell of the map, so it costs memory, overfits, and fixes the size of the image.',
  instead:
    'Average each channel first (`global_avgpool`), or write the same map as a convolution, which takes larger images too.',
  source: 'Lin et al. 2013, Network in network; Long et al. 2015, Fully convolutional networks',
  bad: 'conv(32, 3, dilation: 8, padding: 8) -> relu -> flatten -> dense(100)',
  good: 'conv(32, 3, dilation: 8, padding: 8) -> relu -> global_avgpool -> dense(100)',
  *check(network) {
    const { trainable, frozen } = network.report.totals.parameters;
    const total = trainable.plus(frozen);
    for (const node of network.having('feature-last')) {
      if (!node.has('linear') || node.parameters.is('>=', MIN_PARAMETERS) !== true) continue;
      if (node.parameters.over(total).is('>=', MIN_SHARE) !== true) continue;
      const view = flattening(node);
      const map = view?.inputs[0]?.shape;
      const width = node.arg('width') as Dim | undefined;
      const [channels, ...axes] = map ?? [];
      if (!view || !channels || !width) continue;
      const cells = elements(axes);
      const saved = width.times(channels).times(cells.minus(1));
      const share = Math.round(node.parameters.over(total).value * 100);
      yield {
        node,
        message: `${node.label} holds ${formatCount(node.parameters)} parameters, ${String(share)} % of the network: \`global_avgpool\` in place of ${view.kind} saves ${formatCount(saved)} of them; \`conv(${String(width)}, ${axes.map(String).join('x')})\` is the same map with as many, and takes larger images`,
        related: [
          { message: `${view.kind} lays ${String(cells)} cells of each channel side by side`, place: view.place },
        ],
        fix: [
          replaceText(`Write \`global_avgpool\` in place of \`${view.kind}\``, view.place, 'global_avgpool'),
          ...sameMap(node, view, String(width), axes.map(String).join('x')),
        ],
      };
    }
  },
});
