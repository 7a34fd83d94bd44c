/** `sample_normal`: a random number around the flow, so that a gradient passes through. */
import { defineLayer, point } from './layer.js';
import { written } from './rules.js';
import { sameShape } from '../../shape/shape.js';

export const sampleNormal = defineLayer({
  name: 'sample_normal',
  summary: 'Draws from a normal distribution whose mean is the flow and whose logarithm of the variance is `logvar`.',
  formula: 'y = x + exp(logvar / 2) · ε, ε normal',
  source: 'Kingma & Welling 2013 (the reparameterization trick)',
  traits: ['non-linear'],
  parameters: { logvar: point('logarithm of the variance, shaped like the flow') },
  input: ['...'],
  requires: [
    {
      at: 'logvar',
      holds: ({ x, points: { logvar } }) => logvar === undefined || sameShape(x.shape, logvar.shape),
      says: ({ x, points: { logvar } }) =>
        `the mean is ${written(x.shape)}, the logarithm of the variance ${written(logvar?.shape ?? [])}`,
    },
  ],
  shape: ({ x }) => x.shape,
  lower(op, x, _, a, { points }) {
    const logvar =
      points.logvar ?? op.constant({ value: a.logvar?.kind === 'number' ? a.logvar.value.value : 0, shape: [] });
    const deviation = op.exp(op.scaleBy(logvar, { by: 0.5 }));
    return op.add(x, op.multiply(deviation, op.normal({ shape: x.type.shape, batched: true })));
  },
  spell: { pytorch: () => 'x + torch.exp(0.5 * logvar) * torch.randn_like(x)' },
  example: 'sample_normal(0)',
  exampleInput: '[20]',
});
