/** Addresses of the reference's pages, in the way in which the editor that asks can open them. */

/** Hold `{page}`; undefined where nobody can open a page. */
let address: string | undefined;
let link: string | undefined;

/** How pages are opened from now on: by an address that anything opens, in Markdown by another one, such as that of a command. */
export function openPagesBy(anywhere: string | undefined, inMarkdown = anywhere): void {
  address = anywhere;
  link = inMarkdown;
}

/** Of `lints/dead-step`, `layers/conv`, `optimizers#adam`. */
export function pageAddress(page: string): string | undefined {
  const [path = '', place] = page.split('#');
  return address && `${address.replace('{page}', () => path)}${place === undefined ? '' : `#${place}`}`;
}

/** The same for a link in Markdown. */
export const pageLink = (page: string): string | undefined =>
  link === address ? pageAddress(page) : link?.replace('{page}', () => encodeURIComponent(page));

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
