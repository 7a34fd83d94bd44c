/** Which copies of the trained weights an optimizer keeps, where its rule is one for each number. */
import type { Optimizer } from '../catalogue/optimizers/optimizer.js';

/** Names of the state tensors that are shaped like a weight; undefined: the optimizer needs others, or has no rule for one number. */
export function elementStates(
  optimizer: Optimizer,
  args: { readonly [name: string]: unknown },
): readonly string[] | undefined {
  if (!optimizer.update) return undefined;
  const specs = Object.entries(optimizer.state(args)).filter(([, spec]) => spec !== false && spec !== 'scalar');
  return specs.every(([, spec]) => spec === 'like-weight') ? specs.map(([name]) => name) : undefined;
}
