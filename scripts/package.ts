/** `npm run package`: makes `netwright-VERSION.vsix`, which VS Code installs; `-- --pre-release` marks it as one. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

const vsce = (...args: readonly string[]): string =>
  execFileSync(process.execPath, ['node_modules/@vscode/vsce/vsce', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** The files that are packed. */
export const packedFiles = (): string[] => vsce('ls', '--no-dependencies').split('\n').filter(Boolean);

/** Packs a production build and tells the path. Everything is bundled, so no package travels along. */
export function packExtension(target?: string, more: readonly string[] = []): string {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const path = target ?? `netwright-${version}.vsix`;
  vsce(
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    ...more,
    '--out',
    path,
  );
  return path;
}

export function main(args: readonly string[]): number {
  const path = packExtension(
    undefined,
    args.filter(each => each === '--pre-release'),
  );
  console.log(`${path}: ${(statSync(path).size / 1024).toFixed(0)} KiB, ${packedFiles().length} files`);
  return 0;
}
