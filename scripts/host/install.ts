/** Installs a real VS Code from the npm registry into a cache: workbench and extension host, the Node they want, and a Chromium. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The versions that were tried together. */
const versions = { node: '24.21.0', codeServer: '4.139.1', chromium: '153.0.0' } as const;

const cache = (): string => resolve(process.env['NETWRIGHT_HOST_CACHE'] ?? '.vscode-test');

export interface NpmHost {
  /** The Node that the host wants. */
  readonly node: string;
  /** VS Code's own server. */
  readonly serverMain: string;
  /** Where packages of this host were installed. */
  readonly packages: string;
}

const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

function hostIn(folder: string): NpmHost {
  const packages = join(folder, 'node_modules');
  return {
    node: join(packages, nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    serverMain: join(packages, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
    packages,
  };
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Removes what interrupted installations left. */
function clearAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^installing-(\d+)$/.exec(name)?.[1];
    if (pid && !alive(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function npmInstall(folder: string, args: readonly string[], path = process.env['PATH']): void {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel', 'error'];
  execFileSync('npm', ['install', ...quiet, ...args], {
    cwd: folder,
    env: { ...process.env, PATH: path, npm_config_package_lock: 'false' },
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

/**
 * The host of the cache, installed if it is not there. An installation is made under another name and renamed when it is whole,
 * so that one that was interrupted is never taken for one that can be used.
 */
export function installedHost(): NpmHost {
  const folder = cache();
  const target = join(folder, `npm-${versions.codeServer}-${versions.node}-${versions.chromium}`);
  if (existsSync(target)) return hostIn(target);
  mkdirSync(folder, { recursive: true });
  clearAbandoned(folder);
  const started = Date.now();
  console.log(
    `Installing VS Code (code-server ${versions.codeServer}) from npm into ${folder}: once, about half a minute`,
  );
  const making = join(folder, `installing-${process.pid}`);
  mkdirSync(making, { recursive: true });
  writeFileSync(join(making, 'package.json'), '{ "private": true }\n');
  const host = hostIn(making);
  npmInstall(making, [`${nodePackage}@${versions.node}`]);
  // From here on npm itself runs on the Node of the host, because packages refuse another.
  const path = `${join(host.node, '..')}${process.platform === 'win32' ? ';' : ':'}${process.env['PATH'] ?? ''}`;
  const wanted = [`code-server@${versions.codeServer}`, `@sparticuz/chromium@${versions.chromium}`];
  npmInstall(making, [`${nodePackage}@${versions.node}`, ...wanted], path);
  npmInstall(join(host.packages, 'code-server', 'lib', 'vscode'), ['--omit=dev'], path);
  try {
    renameSync(making, target);
  } catch (error) {
    // Another process was quicker; its installation is as good.
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  console.log(`Installed in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  return hostIn(target);
}
