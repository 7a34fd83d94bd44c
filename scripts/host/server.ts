/** Starts VS Code's own server from the npm host, on a free port of this machine, and stops it. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NpmHost } from './install.js';

export interface ServerOptions {
  /** Without it the folder opens in Restricted Mode. */
  readonly trusted: boolean;
  /** Installed extensions; a fresh, empty folder when left out. */
  readonly extensions?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Further variables for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
  /** Lets a page start an extension from its sources and a suite; it also hides pop-up notifications. Default: true. */
  readonly testDriver?: boolean;
}

/** Installs a packed extension into a folder of extensions. */
export function installExtension(host: NpmHost, vsix: string, extensions: string): void {
  const data = mkdtempSync(join(tmpdir(), 'netwright-host-'));
  const where = ['--server-data-dir', data, '--extensions-dir', extensions, '--accept-server-license-terms'];
  execFileSync(host.node, [host.serverMain, ...where, '--install-extension', vsix], { stdio: 'pipe' });
  rmSync(data, { recursive: true, force: true });
}

export interface Server {
  readonly port: number;
  /** What it printed so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Quiet and the same on every machine. */
const usualSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/version`)).ok;
  } catch {
    return false;
  }
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

export async function startServer(host: NpmHost, options: ServerOptions): Promise<Server> {
  const port = options.port ?? (await freePort());
  const data = mkdtempSync(join(tmpdir(), 'netwright-host-'));
  const extensions = options.extensions ?? join(data, 'extensions');
  mkdirSync(extensions, { recursive: true });
  for (const level of ['User', 'Machine']) {
    mkdirSync(join(data, 'data', level), { recursive: true });
    writeFileSync(
      join(data, 'data', level, 'settings.json'),
      JSON.stringify({ ...usualSettings, ...options.settings }, null, 2),
    );
  }
  const child = spawn(
    host.node,
    [
      host.serverMain,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
      ...['--server-data-dir', data, '--extensions-dir', extensions, '--disable-telemetry'],
      ...(options.testDriver === false ? [] : ['--enable-smoke-test-driver']),
      ...(options.trusted ? ['--disable-workspace-trust'] : []),
    ],
    // A group of its own, so that extension hosts and language servers end with it.
    {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  let ended = false;
  const end = new Promise<void>(resolve => {
    child.once('close', () => {
      ended = true;
      resolve();
    });
  });
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
    } catch {
      // It has ended already.
    }
  };
  const onExit = (): void => signal('SIGKILL');
  process.once('exit', onExit);
  const stop = async (): Promise<void> => {
    signal('SIGTERM');
    await Promise.race([end, pause(1000)]);
    signal('SIGKILL');
    process.removeListener('exit', onExit);
    rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  };
  const started = Date.now();
  while (!(await answers(port))) {
    if (ended || Date.now() - started > 60_000) {
      await stop();
      throw new Error(`VS Code's server did not start:\n${printed}`);
    }
    await pause(100);
  }
  return { port, log: () => printed, stop };
}
