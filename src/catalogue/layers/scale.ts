/** `scale`: a learned factor, and a shift if wanted, for each channel. */
import { axis, defineLayer, flag, real, spelled } from './layer.js';
import { laidOut } from './alignment.js';
import { constantOf } from './initial.js';
import { axisExists, axisIn } from './rules.js';

export const scale = defineLayer({
  name: 'scale',
  summary: 'Multiplies each channel by a learned factor, and adds a learned shift if `bias`.',
  formula: 'y[c] = weight[c] · x[c] + bias[c]',
  source: 'Touvron et al. 2021, CaiT (layer scale)',
  traits: ['linear', 'adds-bias'],
  parameters: {
    init: real('value of all factors at the start', { default: 1 }),
    axis: axis('which dimension has a factor for each of its places', { default: 0 }),
    bias: flag('adds a learned shift', { default: false }),
  },
  input: ['...'],
  requires: [
    axisExists('axis'),
    { holds: ({ x }) => x.shape.length > 0, says: () => 'a single number has no channels to scale' },
  ],
  shape: ({ x }) => x.shape,
  weights: ({ x }, a) => {
    const at = axisIn(x.shape.length, a.axis ?? 0);
    const shape = x.shape.slice(at, at + 1);
    return { weight: { shape, ...constantOf(a.init) }, bias: a.bias && { shape, init: 'zeros' } };
  },
  lower(op, x, { weight, bias }, a) {
    const rank = x.type.shape.length;
    const at = axisIn(rank, a.axis ?? 0);
    const factor = op.reshape(weight!, { shape: laidOut(weight!.type.shape, rank, at) ?? weight!.type.shape });
    const y = op.multiply(x, factor);
    return bias ? op.addBias(y, bias, { axis: at }) : y;
  },
  spell: {
    pytorch: ({ x }, a) =>
      spelled('Scale', [x.shape[axisIn(x.shape.length, a.axis ?? 0)]], { init: { value: a.init, default: 1 } }),
  },
  example: 'scale(init: 1e-4)',
});
