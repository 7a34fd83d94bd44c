/** How PyTorch writes an optimizer. */

type Plain = number | boolean;

function python(value: Plain): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}

/** `torch.optim.SGD(params, lr=0.1)`: arguments that differ from PyTorch's defaults, `beta1` and `beta2` as one pair. */
export function spelledOptimizer(
  name: string,
  args: { readonly [name: string]: Plain },
  usual: { readonly [name: string]: Plain },
): string {
  const parts = ['params'];
  for (const [key, value] of Object.entries(usual)) {
    const given = args[key] ?? value;
    if (key === 'beta1') {
      const second = args['beta2'] ?? usual['beta2'] ?? 0;
      if (given !== value || second !== usual['beta2']) parts.push(`betas=(${python(given)}, ${python(second)})`);
    } else if (key !== 'beta2' && given !== value) parts.push(`${key}=${python(given)}`);
  }
  return `torch.optim.${name}(${parts.join(', ')})`;
}
