/** Bundles the extension, its server, the command line, a run's process and the panel into `dist/`. */
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { bundledPackages, noticesText } from './notices.js';
import { buildSplit } from './split.js';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const forNode = { platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] } satisfies BuildOptions;
const forPage = {
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  loader: { '.ttf': 'file' },
} satisfies BuildOptions;

/** What the extension imports dynamically is a file beside it. */
const clientApart: Plugin = {
  name: 'client-apart',
  setup(hooks) {
    hooks.onResolve({ filter: /^\.\/client\.js$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './client.cjs', external: true } : undefined,
    );
  },
};

/** VS Code in a browser loads the extension as a CommonJS module and starts the server as a worker. */
const forWebHost = {
  platform: 'browser',
  format: 'cjs',
  target: 'es2022',
  external: ['vscode'],
} satisfies BuildOptions;

/** A program of its own: where it starts and what becomes of it. */
const programs: readonly { entry: string; outfile: string; options: BuildOptions; split?: boolean }[] = [
  {
    entry: 'src/extension/node/main.ts',
    outfile: 'extension.cjs',
    // A dynamic import of a CommonJS file beside it is a call of `require`.
    options: { ...forNode, plugins: [clientApart], supported: { 'dynamic-import': false } },
  },
  { entry: 'src/extension/node/client.ts', outfile: 'client.cjs', options: forNode },
  { entry: 'src/server/node/main.ts', outfile: 'server.cjs', options: forNode, split: true },
  {
    entry: 'src/cli/start.ts',
    outfile: 'cli.cjs',
    options: { ...forNode, banner: { js: '#!/usr/bin/env node' } },
  },
  { entry: 'src/cli/main.ts', outfile: 'cli-main.cjs', options: forNode },
  { entry: 'src/training/node/main.ts', outfile: 'trainer.cjs', options: forNode },
  { entry: 'src/extension/browser/main.ts', outfile: 'extension-web.cjs', options: forWebHost },
  { entry: 'src/server/browser/main.ts', outfile: 'server-web.js', options: forPage },
  { entry: 'webview/main.ts', outfile: 'webview.js', options: forPage },
  { entry: 'webview/summary.ts', outfile: 'summary.js', options: forPage },
  { entry: 'webview/summary.css', outfile: 'summary.css', options: forPage },
  { entry: 'webview/diagram.ts', outfile: 'diagram.js', options: forPage },
  { entry: 'webview/diagram.css', outfile: 'diagram.css', options: forPage },
  { entry: 'webview/main.css', outfile: 'webview.css', options: forPage },
];

const codicons = 'node_modules/@vscode/codicons/dist';

/** Bytes of each file that was written, by its path. */
export async function buildAll(production: boolean, folder = 'dist'): Promise<Map<string, number>> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const sizes = new Map<string, number>();
  const inputs: Record<string, Metafile> = {};
  for (const { entry, outfile, options, split = false } of programs) {
    if (!existsSync(entry)) continue;
    const all: BuildOptions = {
      ...options,
      minify: production,
      sourcemap: production ? false : 'linked',
      legalComments: 'none',
      logLevel: 'warning',
      // The standard ES module entry of vscode-languageserver-types is chosen: the UMD one cannot be bundled.
      mainFields: options.platform === 'browser' ? ['browser', 'module', 'main'] : ['module', 'main'],
      define: { NETWRIGHT_VERSION: JSON.stringify(version) },
    };
    if (split) {
      const written = await buildSplit({ entry, outfile: `${folder}/${outfile}`, options: all });
      for (const [file, bytes] of written.sizes) sizes.set(file, bytes);
      inputs[outfile] = written.metafile;
      Object.assign(inputs, written.further);
      continue;
    }
    const { metafile } = await build({
      ...all,
      entryPoints: [entry],
      outfile: `${folder}/${outfile}`,
      bundle: true,
      metafile: true,
    });
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (!file.endsWith('.map')) sizes.set(file, bytes);
    }
    inputs[outfile] = metafile;
  }
  // The worker host of VS Code takes a script of a package of modules for CommonJS only if it ends with `.cjs`, and then fetches that
  // name with `.js` behind it. Packager and other hosts look for the name as it is.
  if (sizes.has(`${folder}/extension-web.cjs`)) {
    copyFileSync(`${folder}/extension-web.cjs`, `${folder}/extension-web.cjs.js`);
  }
  // The command line starts sooner with the code that this Node compiled of it.
  const cache = ['scripts/code-cache.cjs', `${folder}/cli-main.cjs`, `${folder}/cli-main.cache`];
  execFileSync(process.execPath, [...cache, 'summary', 'examples/resnet18.nn'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (existsSync('webview/main.ts')) {
    for (const file of ['codicon.css', 'codicon.ttf']) copyFileSync(`${codicons}/${file}`, `${folder}/${file}`);
  }
  writeFileSync(`${folder}/meta.json`, JSON.stringify(inputs));
  writeFileSync(`${folder}/ThirdPartyNotices.txt`, noticesText(bundledPackages(Object.values(inputs))));
  return sizes;
}

export async function main(args: readonly string[]): Promise<number> {
  const sizes = await buildAll(args.includes('--production'));
  for (const [file, bytes] of sizes) console.log(`${file.padEnd(24)} ${(bytes / 1024).toFixed(1).padStart(9)} KiB`);
  return 0;
}
