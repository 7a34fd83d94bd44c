/** Files that come with the language: `import EncoderLayer from "netwright:transformer"`. */
import { textOf } from './library-texts.js';

const scheme = 'netwright:';

/** Files of `examples/blocks`: what stands behind the scheme of an import. */
export const libraryNames = ['conv', 'densenet', 'mobilenet', 'resnet', 'transformer'] as const;

/** Addresses of all of them. */
export const libraryUris: readonly string[] = libraryNames.map(name => `${scheme}/${name}.nn`);

export const isLibrary = (uri: string): boolean => uri.startsWith(`${scheme}/`);

/** The address that `netwright:transformer` means; none for a path that is no name of a library. */
export function libraryUri(path: string): string | undefined {
  const name = path.startsWith(scheme) ? path.slice(scheme.length) : undefined;
  return name !== undefined && /^[a-z][a-z0-9-]*$/.test(name) ? `${scheme}/${name}.nn` : undefined;
}

/** How an import names the file. */
export const libraryPath = (uri: string): string => uri.replace(/^netwright:\/(.*)\.nn$/, `${scheme}$1`);

export function libraryText(uri: string): string | undefined {
  const name = /^netwright:\/(.*)\.nn$/.exec(uri)?.[1];
  return name === undefined ? undefined : textOf(name);
}
