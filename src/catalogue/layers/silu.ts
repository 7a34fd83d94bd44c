/** `silu`: weighs a number by its own sigmoid; also called swish. */
import { defineActivation } from './activation.js';

export const silu = defineActivation({
  name: 'silu',
  summary: 'Weighs a number by its own sigmoid; also called swish.',
  formula: 'x / (1 + e⁻ˣ)',
  source: 'Elfwing et al. 2017; Ramachandran et al. 2017',
  keras: 'activations.silu',
  parameters: {},
  lower: (op, x) => op.silu(x),
  pytorch: () => 'nn.SiLU()',
});
