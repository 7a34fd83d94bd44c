/** `npm start`: builds, prints the summary of an example, and opens an editor in which the extension runs. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { buildAll } from './build.js';
import { workbenchAddress } from './host/address.js';
import { installedHost } from './host/install.js';
import { startServer } from './host/server.js';

const examples = ['examples/resnet50.nn', 'examples/lenet.nn'].filter(file => existsSync(file));

function printSummary(): void {
  const [example] = examples;
  if (!example || !existsSync('dist/cli.cjs')) return;
  console.log(`$ netwright summary ${example}`);
  spawnSync(process.execPath, ['dist/cli.cjs', 'summary', example], { stdio: 'inherit' });
}

/** The command of an installed VS Code. */
function installedEditor(): string | undefined {
  const windows = process.platform === 'win32';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const mac = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';
  return [
    ...['code', 'codium', 'code-insiders'].flatMap(name =>
      folders.map(folder => join(folder, windows ? `${name}.cmd` : name)),
    ),
    mac,
  ].find(path => existsSync(path));
}

function openInstalled(editor: string): boolean {
  console.log(`Opening ${editor} with the extension and the examples.`);
  const args = [
    '--extensionDevelopmentPath',
    resolve('.'),
    '--new-window',
    resolve('examples'),
    ...examples.slice(0, 1),
  ];
  return spawnSync(editor, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

/** Asks the desktop to show an address; without a desktop nothing happens. */
function showInBrowser(address: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const desktop = process.platform === 'darwin' || process.platform === 'win32' || process.env['DISPLAY'];
  if (!desktop) return;
  const child = spawn(command, [address], { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}

/** What an installed extension consists of, as the packager's list names it: files, and folders whole. */
function parts(): readonly string[] {
  const named = readFileSync('.vscodeignore', 'utf8')
    .split('\n')
    .filter(line => line.startsWith('!'))
    .map(line => line.slice(1).replace(/\/\*.*$/, ''));
  const top = readdirSync('.');
  const found = named.flatMap(name => {
    const [before, behind] = name.split('*');
    return behind === undefined ? [name] : top.filter(file => file.startsWith(before ?? '') && file.endsWith(behind));
  });
  return [...new Set(found)].filter(name => existsSync(name));
}

/** A folder of extensions with this one in it, so that the workbench behaves as it does for everybody. */
function extensionFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netwright-extensions-'));
  const target = join(folder, 'netwright.netwright-0.1.0');
  mkdirSync(target);
  for (const part of parts()) cpSync(part, join(target, part), { recursive: true });
  return folder;
}

async function serve(): Promise<void> {
  const host = installedHost();
  const extensions = extensionFolder();
  const server = await startServer(host, { trusted: true, extensions, testDriver: false });
  const address = workbenchAddress({
    port: server.port,
    folder: resolve('examples'),
    ...(examples[0] && { file: resolve(examples[0]) }),
  });
  console.log(`\nVS Code with the extension: ${address}\nCtrl+C ends it.`);
  showInBrowser(address);
  await new Promise<void>(done => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
  await server.stop();
  rmSync(extensions, { recursive: true, force: true });
}

export async function main(args: readonly string[]): Promise<number> {
  await buildAll(false);
  printSummary();
  const editor = args.includes('--browser') ? undefined : installedEditor();
  if (!editor || !openInstalled(editor)) await serve();
  return 0;
}
