/** `saturating-stack`: so many saturating activations in a row that the gradient does not reach the first layers. */
import type { LayerNode } from '../../graph/graph.js';
import { defineLint } from './lint.js';
import { crossing } from './longest-path.js';

/** Eight of tanh, whose slope is 1 at best; half as many of sigmoid, whose slope is 1/4 at best. */
const LIMIT = 8;

function saturation({ call, residual }: LayerNode): number | 'reset' {
  const traits = call.layer.traits ?? [];
  if (residual || traits.includes('normalizes') || traits.includes('joins') || traits.includes('recurrent'))
    return 'reset';
  if (!traits.includes('saturates') || traits.includes('normalizes-axis')) return 0;
  return traits.includes('probabilities') ? 2 : 1;
}

export const saturatingStack = defineLint({
  name: 'saturating-stack',
  severity: 'warning',
  what: 'Four or more of sigmoid, or eight or more of tanh and the like, follow each other without a norm or shortcut.',
  why: 'The slope of each is below 1 (sigmoid: at most 1/4), and the gradient of the first layers is their product.',
  instead: 'Use an activation that does not saturate (`relu`, `gelu`, `silu`), a normalization, or shortcuts.',
  source: 'Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural networks',
  bad: 'repeat 4 { dense(32) -> sigmoid } -> dense(2)',
  good: 'repeat 4 { dense(32) -> relu } -> dense(2)',
  exampleInput: '[32]',
  *check(network) {
    if (network.having('saturates').length === 0) return;
    const { graph } = network.report;
    const found = crossing(graph.body, saturation, LIMIT);
    if (!found) return;
    yield {
      place: found.place,
      message: `saturating activations follow each other up to here with nothing to keep the gradient: each multiplies it by less than 1, a sigmoid by at most 1/4`,
    };
  },
});
