/** `parameter`: learned numbers of a shape of their own. */
import { init, weight } from './initial.js';
import { defineLayer, sizes } from './layer.js';

export const parameter = defineLayer({
  name: 'parameter',
  summary: 'Begins a path with learned numbers.',
  formula: 'y = weight',
  source: 'torch.nn.Parameter',
  traits: ['source'],
  parameters: { shape: sizes('their shape', { min: 1 }), init: init() },
  input: 'none',
  shape: (_, a) => a.shape,
  weights: (_, a) => ({ weight: weight(a.shape, a.init, 'small_normal') }),
  lower: (op, _x, { weight }) => op.reshape(weight!, { shape: weight!.type.shape }),
  spell: { pytorch: (_, a) => `nn.Parameter(torch.randn(${a.shape.map(String).join(', ')}) * 0.02)` },
  example: 'parameter([16, 64])',
});
