/** `local_response_norm`: divides each cell by the activity of its neighbours in the channels. */
import { defineLayer, count, real, spatial, spelled } from './layer.js';

export const localResponseNorm = defineLayer({
  name: 'local_response_norm',
  summary: 'Divides each cell by the activity of the same place in `size` neighbouring channels.',
  formula: 'y = x / (k + alpha / size · Σ x²)^beta',
  source: 'Krizhevsky et al. 2012, AlexNet; alpha is divided by the size as PyTorch does',
  traits: ['normalizes', 'non-linear'],
  parameters: {
    size: count('number of neighbouring channels', { min: 1 }),
    alpha: real('weight of the activity', { default: 1e-4 }),
    beta: real('exponent', { default: 0.75 }),
    k: real('added to the activity', { default: 1 }),
  },
  input: ['C', ...spatial(1, 3)],
  shape: ({ x }) => x.shape,
  lower: (op, x, _, { size, alpha, beta, k }) => op.localResponseNorm(x, { size, alpha, beta, k }),
  spell: {
    pytorch: (_, a) =>
      spelled('nn.LocalResponseNorm', [a.size], {
        alpha: { value: a.alpha, default: 1e-4 },
        beta: { value: a.beta, default: 0.75 },
        k: { value: a.k, default: 1 },
      }),
  },
  example: 'local_response_norm(5)',
});
