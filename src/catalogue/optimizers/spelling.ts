/** How PyTorch writes an optimizer. */

type Written = { readonly [name: string]: unknown };

const python = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : value === undefined ? 'None' : String(value);

/** `torch.optim.SGD(params, lr=0.1)`: arguments that differ from PyTorch's defaults, `beta1` and `beta2` as one pair. */
export function spelledOptimizer(name: string, args: Written, usual: Written): string {
  const parts = ['params'];
  for (const [key, value] of Object.entries(usual)) {
    if (key === 'beta1') {
      if (args.beta1 !== usual.beta1 || args.beta2 !== usual.beta2) {
        parts.push(`betas=(${python(args.beta1)}, ${python(args.beta2)})`);
      }
    } else if (key !== 'beta2' && args[key] !== value) parts.push(`${key}=${python(args[key])}`);
  }
  return `torch.optim.${name}(${parts.join(', ')})`;
}
