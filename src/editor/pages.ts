/** Addresses of the reference's pages, in the way in which the editor that asks can open them. */

/** Holds `{page}`; undefined where nobody can open a page. */
let template: string | undefined;

/** Says how pages are opened from now on. */
export function openPagesBy(address: string | undefined): void {
  template = address;
}

/** `lints/dead-step`, `layers/conv`, `optimizers#adam`. */
export const pageAddress = (page: string): string | undefined => template?.replace('{page}', () => page);

const files: Readonly<Record<string, string>> = {
  optimizer: 'optimizers',
  loss: 'losses',
  schedule: 'schedules',
  metric: 'metrics',
  dataset: 'datasets',
  initializer: 'initializers',
};

/** The page of what a signature is of; undefined for blocks and functions, which have none. */
export function pageOf({ kind, name }: { readonly kind: string; readonly name: string }): string | undefined {
  if (kind === 'layer') return `layers/${name}`;
  const file = files[kind];
  return file === undefined ? undefined : `${file}#${name}`;
}
