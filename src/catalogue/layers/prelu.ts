/** `prelu`: a leaky ReLU whose slope is learned. */
import { Dim } from '../../shape/dim.js';
import { choice, defineLayer, real, spelled, type Shape, type TensorType } from './layer.js';
import { constantOf } from './initial.js';

type Per = 'layer' | 'channel' | 'element';

const shapeOf = (x: TensorType, per: Per): Shape =>
  per === 'layer' ? [Dim.of(1)] : per === 'channel' ? x.shape.slice(0, 1) : x.shape;

export const prelu = defineLayer({
  name: 'prelu',
  summary: 'ReLU with a learned slope below zero: one in all, one for each channel, or one for each number.',
  formula: 'x > 0 ? x : w · x',
  source: 'He et al. 2015, Delving deep into rectifiers',
  keras: 'layers.PReLU (`per: element` is its usual form)',
  traits: ['non-linear'],
  parameters: {
    per: choice(
      ['layer', 'channel', 'element'],
      'what has a slope of its own: PyTorch’s default is `layer`, Keras’ `element`',
      {
        default: 'layer',
      },
    ),
    init: real('the slopes at the start', { default: 0.25 }),
  },
  input: ['...'],
  requires: [
    {
      at: 'per',
      holds: ({ x }, { per }) => per !== 'channel' || x.shape.length > 0,
      says: () => 'a single number has no channels',
    },
  ],
  shape: ({ x }) => x.shape,
  weights: ({ x }, { per, init }) => ({ weight: { shape: shapeOf(x, per), ...constantOf(init) } }),
  lower(op, x, { weight }, { per }) {
    if (per !== 'element') return op.prelu(x, weight!, { axis: 0 });
    return op.subtract(op.relu(x), op.multiply(weight!, op.relu(op.negate(x))));
  },
  spell: {
    pytorch: ({ x }, { per, init }) =>
      spelled('nn.PReLU', per === 'channel' ? [x.shape[0]] : [], { init: { value: init, default: 0.25 } }),
  },
  example: 'prelu(per: channel)',
});
