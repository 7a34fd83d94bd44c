/** `npm run bench`: measures the figures of `bench/`; `--json`, `--only NAME`, `--skip NAME` (both may be repeated), and `--write` for docs/performance.md. */
import { build } from 'esbuild';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { judged, machineMs, type Figure, type FigureResult } from './figure.js';
import { buildAll } from './build.js';

async function allFigures(): Promise<Figure[]> {
  const files = readdirSync('bench').filter(file => file.endsWith('.bench.ts'));
  const folder = '.cache/bench';
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: files.map(file => join('bench', file)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    define: { NETWRIGHT_VERSION: '"bench"' },
    logLevel: 'warning',
  });
  const figures: Figure[] = [];
  for (const file of files.sort()) {
    const path = resolve(folder, file.replace(/\.ts$/, '.mjs'));
    const loaded = (await import(pathToFileURL(path).href)) as { figures: readonly Figure[] };
    figures.push(...loaded.figures);
  }
  return figures;
}

const shown = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

function page(machine: number, results: readonly FigureResult[]): string {
  return [
    '# Performance',
    '',
    'Written by `npm run bench -- --write`. A goal in ms or s is meant for a machine whose loop of parsing and sorting takes 20 ms, and',
    `scales with it; here it took ${machine.toFixed(1)} ms (${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.versions.node}).`,
    '',
    '| figure | measured | goal | holds | how |',
    '|---|---|---|---|---|',
    ...results.map(
      ({ name, value, unit, goal, better, holds, how }) =>
        `| ${name} | ${shown(value)} ${unit} | ${better === 'lower' ? 'below' : 'above'} ${goal} ${unit} | ${holds ? 'yes' : '**no**'} | ${how} |`,
    ),
    '',
  ].join('\n');
}

/** The values of a flag that may be given several times. */
const named = (args: readonly string[], flag: string): readonly string[] => args.filter((_, i) => args[i - 1] === flag);

export async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const only = named(args, '--only');
  const skipped = named(args, '--skip');
  await buildAll(true);
  const figures = await allFigures();
  const chosen = figures.filter(({ name }) => (only.length === 0 || only.includes(name)) && !skipped.includes(name));
  if (chosen.length === 0) {
    console.error(
      `There is no figure called ${only.join(', ')}. There are: ${figures.map(({ name }) => name).join(', ')}`,
    );
    return 2;
  }
  const machine = machineMs();
  const results: FigureResult[] = [];
  for (const figure of chosen) {
    const result = judged(figure, await figure.measure(), machine);
    results.push(result);
    if (!json) {
      const { name, value, unit, goal, holds } = result;
      console.log(
        `${holds ? 'holds' : 'FAILS'}  ${name.padEnd(28)} ${shown(value).padStart(8)} ${unit} (goal ${goal} ${unit})`,
      );
    }
  }
  if (json) console.log(JSON.stringify({ machine, results }, null, 2));
  if (args.includes('--write')) writeFileSync('docs/performance.md', page(machine, results));
  return 0;
}
