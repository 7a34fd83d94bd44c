/** `plain-deep-stack`: many layers with weights in a row, with no norm and no shortcut. */
import type { LayerNode } from '../../graph/graph.js';
import { defineLint } from './lint.js';
import { crossing } from './longest-path.js';

/** VGG-19 was still trained without either, with care; 20 plain layers are where the degradation was shown. */
const LIMIT = 20;

/** Layers with weights count; norms, shortcuts and other joins begin anew. */
export function plainDepth({ call, residual }: LayerNode): number | 'reset' {
  const traits = call.layer.traits ?? [];
  const has = (...names: readonly (typeof traits)[number][]): boolean => names.some(name => traits.includes(name));
  if (residual || has('normalizes', 'self-normalizes', 'joins', 'recurrent')) return 'reset';
  if (!has('mixes-channels')) return 0;
  return call.args['weight_norm'] === undefined ? 1 : 'reset';
}

export const plainDeepStack = defineLint({
  name: 'plain-deep-stack',
  severity: 'warning',
  what: 'Twenty or more layers with weights follow each other without a normalization or a shortcut.',
  why: 'Deeper plain networks learn worse than shallower ones, even on the training samples: the degradation problem.',
  instead: 'Put a normalization behind each layer and every two or three layers into a `residual`.',
  source: 'He et al. 2016, Deep residual learning, section 1',
  bad: 'repeat 24 { conv(16, 3, padding: 1, bias: false) -> relu }',
  good: 'repeat 24 { conv(16, 3, padding: 1, bias: false) -> batchnorm -> relu }',
  *check(network) {
    const { graph } = network.report;
    if (graph.body.calls < LIMIT) return;
    const found = crossing(graph.body, plainDepth, LIMIT);
    if (!found) return;
    yield {
      place: found.place,
      message: `${String(found.most)} layers with weights follow each other with no normalization and no shortcut: so deep a plain stack learns worse than a shallower one`,
    };
  },
});
