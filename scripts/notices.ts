/** The licences of the packages that the bundles contain, as `dist/ThirdPartyNotices.txt`. */
import type { Metafile } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const folderOf = (name: string): string => join('node_modules', name);
const manifestOf = (name: string): Manifest =>
  JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8')) as Manifest;

/** Icons and their style are copied, not bundled. */
const copied = ['@vscode/codicons'];
/** For readers of another framework; nothing that we bundle is made of it. */
const leftOut = new Set(['@microsoft/fast-react-wrapper']);

/** The package that a file of `node_modules` is of. */
export function packageOf(path: string): string | undefined {
  const [, inside] = /.*\bnode_modules\/(.+)$/.exec(path) ?? [];
  return /^(?:@[^/]+\/)?[^/]+/.exec(inside ?? '')?.[0];
}

/**
 * What stands in the outputs, and what that depends on: some packages come bundled themselves, so that no metafile shows what is
 * in them.
 */
export function bundledPackages(metafiles: readonly Metafile[]): readonly string[] {
  const found = new Set(copied);
  for (const { outputs } of metafiles)
    for (const { inputs } of Object.values(outputs))
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const name = packageOf(path);
        if (name !== undefined && bytesInOutput > 0) found.add(name);
      }
  // A set that grows while it is walked is walked to its end.
  for (const name of found)
    for (const dependency of Object.keys(manifestOf(name).dependencies ?? {}))
      if (!leftOut.has(dependency)) found.add(dependency);
  return [...found].sort();
}

const filesOf = (name: string, pattern: RegExp): readonly string[] =>
  readdirSync(folderOf(name))
    .filter(file => pattern.test(file))
    .map(file => readFileSync(join(folderOf(name), file), 'utf8').trim());

/** What another package's notices say of one that comes without a text of its own: behind a line `NAME VERSION - LICENCE`. */
function textElsewhere(name: string, all: readonly string[]): readonly string[] {
  for (const other of all)
    for (const notices of filesOf(other, /^(third-?party)?notices?\b/i)) {
      const section = notices.split(/^-{3,}$/m).find(part => part.trim().startsWith(`${name} `));
      if (section !== undefined) return [section.trim().split('\n').slice(2).join('\n').trim()];
    }
  return [];
}

export function noticesText(names: readonly string[]): string {
  const parts = names.map(name => {
    const { version, license } = manifestOf(name);
    const own = filesOf(name, /^(licen[cs]e|copying)/i);
    const texts = own.length > 0 ? own : textElsewhere(name, names);
    if (texts.length === 0) throw new Error(`${name} comes without the text of its licence`);
    return [`${name} ${version} (${license})`, ...texts].join('\n\n');
  });
  const head = 'Netwright contains these packages. Data sets have their licences beside them in `assets/`.';
  return `${[head, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
