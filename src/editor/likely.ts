/**
 * Which layers come next in networks in general, by their traits and by what flows: after a convolution a norm or an activation, after
 * that the next convolution, on a vector a dense layer. A table of common practice, not of counts.
 */
import type { Layer } from '../catalogue/layers/layer.js';
import type { Flow } from './flow.js';

export type Group =
  | 'conv'
  | 'dense'
  | 'norm'
  | 'activation'
  | 'pool'
  | 'global'
  | 'flatten'
  | 'drop'
  | 'join'
  | 'embed'
  | 'recurrent'
  | 'attention'
  | 'other';

export function groupOf({ traits = [] }: Layer): Group {
  const has = (...wanted: readonly string[]): boolean => wanted.every(trait => traits.some(own => own === trait));
  if (has('joins')) return 'join';
  if (has('recurrent')) return 'recurrent';
  if (has('embeds')) return 'embed';
  if (has('drops')) return 'drop';
  if (has('normalizes')) return 'norm';
  if (has('global')) return 'global';
  if (has('pools')) return 'pool';
  if (has('flattens')) return 'flatten';
  if (has('mixes-channels', 'slides') || has('mixes-channels', 'slides-transposed')) return 'conv';
  if (has('mixes-channels', 'feature-last')) return has('linear') ? 'dense' : 'attention';
  return has('non-linear') ? 'activation' : 'other';
}

/** What follows a layer of a group, the most usual first. */
const next: Readonly<Record<Group, readonly Group[]>> = {
  conv: ['norm', 'activation', 'pool', 'conv', 'drop', 'join', 'global'],
  dense: ['activation', 'drop', 'norm', 'dense', 'join', 'other'],
  norm: ['activation', 'conv', 'attention', 'dense', 'pool', 'drop', 'global'],
  activation: ['conv', 'dense', 'pool', 'drop', 'global', 'norm', 'flatten', 'join'],
  pool: ['conv', 'norm', 'flatten', 'drop', 'dense', 'global', 'join'],
  global: ['dense', 'drop', 'flatten', 'activation'],
  flatten: ['dense', 'drop', 'norm', 'activation'],
  drop: ['dense', 'conv', 'flatten', 'norm', 'attention', 'activation'],
  join: ['activation', 'norm', 'conv', 'pool', 'dense', 'drop', 'global', 'flatten'],
  embed: ['embed', 'drop', 'recurrent', 'norm', 'attention', 'dense', 'conv'],
  recurrent: ['dense', 'drop', 'recurrent', 'norm'],
  attention: ['drop', 'norm', 'dense', 'join'],
  other: ['activation', 'conv', 'dense', 'norm', 'pool', 'flatten', 'global', 'drop'],
};

/** What a body begins with. */
const first: readonly Group[] = [
  'conv',
  'norm',
  'dense',
  'embed',
  'attention',
  'recurrent',
  'flatten',
  'pool',
  'global',
];

/** Well-known layers of a group before others. */
const known = [
  ...[
    'conv',
    'dense',
    'relu',
    'batchnorm',
    'layernorm',
    'maxpool',
    'global_avgpool',
    'flatten',
    'add',
    'concat',
    'dropout',
  ],
  ...[
    'gelu',
    'sigmoid',
    'tanh',
    'silu',
    'leaky_relu',
    'avgpool',
    'transposed_conv',
    'multiply',
    'softmax',
    'embedding',
  ],
  ...['attention', 'lstm', 'gru', 'reshape', 'upsample', 'groupnorm', 'position_embedding', 'adaptive_avgpool'],
];

/** Layers that take channels first are unusual on a sequence of vectors, and the other way round. */
function isUnusual({ traits = [] }: Layer, flow: Flow): boolean {
  if (flow === undefined || flow === 'list') return false;
  const { length } = flow.shape;
  if (length >= 3) return traits.includes('feature-last') || traits.includes('recurrent');
  return (
    length === 2 && (traits.includes('slides') || traits.includes('batch-statistics') || traits.includes('flattens'))
  );
}

/** From 0 to below 14: the smaller, the likelier that the layer comes behind one of that group. */
export function unlikeliness(layer: Layer, before: Group | 'first', flow: Flow, uses: number): number {
  const order = before === 'first' ? first : next[before];
  const at = order.indexOf(groupOf(layer));
  const group = at < 0 ? order.length : at;
  const name = known.indexOf(layer.name);
  // A group may have thirty members: its less usual ones come behind the well-known ones of all groups.
  const within = name < 0 ? 3.5 : name / 100;
  const habit = uses > 0 ? 0.6 : 0;
  return Math.max(0, group / 2 + within - habit) + (isUnusual(layer, flow) ? 3 : 0);
}
