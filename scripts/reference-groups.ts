/** Layers in groups for a reader, by what they declare of themselves: the first group that fits has a layer. */
import type { LayerTrait, WholeLayer } from '../src/catalogue/layers/layer.js';

export interface Group {
  readonly title: string;
  readonly members: readonly WholeLayer[];
}

const has =
  (...traits: readonly LayerTrait[]) =>
  (layer: WholeLayer): boolean =>
    traits.some(trait => layer.traits?.includes(trait) === true);

const takes =
  (name: string) =>
  (layer: WholeLayer): boolean =>
    name in layer.parameters;

const needsPoint = ({ input, parameters }: WholeLayer): boolean =>
  input === 'joined' || Object.values(parameters).some(each => each.required && each.takes === 'point');

const arranges = (layer: WholeLayer): boolean =>
  has('views', 'permutes', 'channel-first')(layer) ||
  (Array.isArray(layer.input) && layer.input[0] === 'C') ||
  takes('axes')(layer);

const order: readonly (readonly [string, (layer: WholeLayer) => boolean])[] = [
  ['Sources', has('source')],
  ['Recurrence', has('recurrent')],
  ['Attention and experts', layer => !has('embeds')(layer) && (takes('heads')(layer) || takes('experts')(layer))],
  ['Embeddings and positions', has('embeds')],
  ['Normalization', has('normalizes')],
  ['Pooling and reduction', has('pools')],
  ['Convolution and windows', layer => has('slides', 'slides-transposed')(layer) || takes('kernel')(layer)],
  ['Dropout', has('drops')],
  ['Several inputs', needsPoint],
  ['Dense', has('mixes-channels')],
  ['Activations and functions', has('non-linear')],
  ['Arrangement and size', arranges],
  ['Plain steps', () => true],
];

/** In the order in which a network is built. */
const shown = [
  'Dense',
  'Convolution and windows',
  'Pooling and reduction',
  'Activations and functions',
  'Normalization',
  'Dropout',
  'Attention and experts',
  'Embeddings and positions',
  'Recurrence',
  'Several inputs',
  'Arrangement and size',
  'Plain steps',
  'Sources',
];

export function groups(layers: readonly WholeLayer[]): readonly Group[] {
  const titleOf = (layer: WholeLayer): string => order.find(([, fits]) => fits(layer))?.[0] ?? '';
  return shown.map(title => ({
    title,
    members: layers.filter(layer => titleOf(layer) === title).sort((a, b) => (a.name < b.name ? -1 : 1)),
  }));
}
