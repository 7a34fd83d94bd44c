/**
 * Bundles a program as a file that is there from the start and two that it loads when they are first needed:
 * - `NAME-on-demand.cjs`: the one module that it imports dynamically, features that answer a request;
 * - `NAME-later.cjs`: what plain calls need at once, though seldom. Nothing in the source tells where it stands: the build puts
 *   something in its place that loads it. It holds the details of declarations (`scripts/details.ts`), declarations that no
 *   example uses (`scripts/rare.ts`), and the modules of `later` below.
 * Each module lives in one file: a later file takes from the first what that has. Only the catalogue, pure as it is, is in two,
 * the first time without its details.
 */
import { build, transform, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { detailFields, docMakers, ruleFields, withoutFields } from './details.js';
import { rareDeclarations } from './rare.js';
import { declaredIn, registries } from './registry.js';

export interface Split {
  readonly entry: string;
  readonly outfile: string;
  readonly options: BuildOptions;
}

/** Modules whose functions are seldom called: they export functions only. */
export const later: readonly string[] = [
  // The plan of a run, and the step that it is of, are made for the bytes of the bundled engine only.
  'src/plan/bundled.ts',
  'src/graph/elaborate-train.ts',
  'src/analysis/bundled-bytes.ts',
  // A person points at something: its documentation is loaded anyway.
  'src/editor/hover.ts',
  'src/editor/hint-parts.ts',
  // What several ways of executing a line have in common.
  'src/editor/common-shape.ts',
  'src/editor/example-sizes.ts',
  // Asked for by summaries.
  'src/analysis/growth.ts',
  'src/analysis/inference-peak.ts',
  'src/analysis/layer-list.ts',
  'src/analysis/training-timeline.ts',
  // Numbers of two lengths, where that precision is asked for.
  'src/analysis/autocast.ts',
  // Views of views.
  'src/analysis/reshaped-layout.ts',
  // Recurrences of one's own.
  'src/analysis/kept-scan.ts',
  // Tables of numbers.
  'src/catalogue/layers/constant-table.ts',
  // Attention that knows positions; weights that are normalized or masked.
  'src/catalogue/layers/attention-bias.ts',
  'src/catalogue/layers/attention-positions.ts',
  'src/catalogue/layers/attention-options.ts',
  'src/catalogue/layers/attention-says.ts',
  'src/catalogue/layers/distance-buckets.ts',
  'src/catalogue/layers/normed-weight.ts',
  // Layers that are put together of others.
  'src/graph/elaborate-assembly.ts',
  // Blocks that come with the language, where a file imports them.
  'src/language/library-texts.ts',
  // What a text that is wrong was meant to be.
  'src/language/slips.ts',
  // What made two sizes differ and which values would do, told where something is wrong.
  'src/graph/argument-says.ts',
  'src/graph/shape-says.ts',
  'src/graph/elaborate-says.ts',
  'src/graph/step-says.ts',
  'src/graph/foreign-names.ts',
  'src/graph/unknown-name.ts',
  'src/graph/elaborate-elsewhere.ts',
  'src/graph/body-says.ts',
  'src/graph/values-that-work.ts',
  'src/language/nearest.ts',
  'src/language/import-says.ts',
  'src/graph/clash.ts',
  'src/graph/call-report.ts',
  'src/graph/without-name.ts',
  'src/graph/setting-says.ts',
  'src/analysis/data-padding.ts',
  // Problems in another language, bounds that a file sets.
  'src/editor/message-texts.ts',
  'src/analysis/exceeded-bounds.ts',
];

const detailsModule = 'src/catalogue/details.ts';
const shared = [detailsModule, 'src/catalogue/operations/builder.ts'];
const folders = registries.filter(({ folder }) => folder.startsWith('src/catalogue/'));
const isDeclaration = (path: string): boolean => registries.some(({ folder }) => path.startsWith(`${folder}/`));
const here = (path: string): string => relative('.', path).replaceAll('\\', '/');
const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');
const source = (path: string): string => readFileSync(path, 'utf8');

/** The functions that a module exports. */
function exportedFunctions(path: string): string[] {
  const text = source(path);
  const odd = /^export (?!interface|type|function|const \w+ = (?:async )?\(|import).*$/m.exec(text);
  if (odd !== null) throw new Error(`${path} exports more than functions: ${odd[0]}`);
  return [...text.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name = '']) => name);
}

/** `catalogue/details.ts` of the first file: asks the later one. */
const askingLater = (file: string): string => `
  let loaded;
  export const later = () => (loaded ??= require('./${file}'));
  export const detailsOf = (kind, of) => later().detailsOf(kind, of);
  export const docText = doc => (typeof doc === 'number' ? later().texts[doc] : doc);
  /** A declaration that is not there yet: its fields bring it. */
  export function rarely(kind, name, keys, words) {
    const one = { name, words };
    const bring = () => Object.defineProperties(one, Object.getOwnPropertyDescriptors(detailsOf(kind, one)));
    for (const key of keys.split(' ')) Object.defineProperty(one, key, { configurable: true, get: () => bring()[key] });
    return one;
  }`;

/** What stands in the first file for what is in the later one; \`texts\` collects the documentation of parameters. */
function standIns(file: string, rare: ReadonlyMap<string, string>, texts: string[]): Plugin {
  const makers = docMakers(registries.map(({ folder }) => folder));
  const standIn = (path: string): { contents: string; loader: 'js' | 'ts' } | undefined => {
    if (path === detailsModule) return { contents: askingLater(file), loader: 'js' };
    const stand = rare.get(path);
    if (stand !== undefined) return { contents: stand, loader: 'js' };
    if (later.includes(path)) {
      const details = JSON.stringify(resolve(detailsModule));
      const calls = exportedFunctions(path).map(
        name => `export const ${name} = (...all) => later().${moduleName(path)}.${name}(...all);`,
      );
      return { contents: [`import { later } from ${details};`, ...calls].join('\n'), loader: 'js' };
    }
    if (!isDeclaration(path)) return undefined;
    const fields = detailFields[folderOf(path)] ?? [];
    return { contents: withoutFields(source(path), fields, { makers, texts }), loader: 'ts' };
  };
  return {
    name: 'stand-ins',
    setup(hooks) {
      hooks.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => standIn(here(path)));
    },
  };
}

const declares = (path: string): boolean => declaredIn(folderOf(path)).some(({ file }) => file === basename(path));

/** Declarations without their rules, where the first file has these. */
const detailsAlone = (rare: ReadonlyMap<string, string>): Plugin => ({
  name: 'details-alone',
  setup(hooks) {
    hooks.onLoad({ filter: /\/src\/catalogue\/.*\.ts$/ }, ({ path }) => {
      if (!declares(here(path)) || rare.has(here(path))) return undefined;
      return { contents: withoutFields(source(path), ruleFields[folderOf(here(path))] ?? []), loader: 'ts' };
    });
  },
});

/** What is imported dynamically is a file of its own; `targets` collects it. */
const apart = (file: string, targets: Set<string>): Plugin => ({
  name: 'apart',
  setup(hooks) {
    hooks.onResolve({ filter: /\.js$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      targets.add(here(resolve(resolveDir, path.replace(/\.js$/, '.ts'))));
      return { path: `./${file}`, external: true };
    });
    hooks.onResolve({ filter: /-later\.cjs$/ }, ({ path }) => ({ path, external: true }));
  },
});

/** Whether a module is taken from the first file by this one. */
type Has = (path: string, importer: string) => boolean;

/** Leaves modules that the first file has to it. */
const fromFirst = (has: Has): Plugin => ({
  name: 'from-first',
  setup(hooks) {
    hooks.onResolve({ filter: /./ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (pluginData === 'found' || kind === 'entry-point') return undefined;
      const found = await hooks.resolve(path, { kind, resolveDir, importer, pluginData: 'found' });
      return has(here(found.path), here(importer)) ? { path: `first:${here(found.path)}`, external: true } : undefined;
    });
  },
});

const inputsOf = (metafile: Metafile): ReadonlySet<string> =>
  new Set(
    Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
  );

/** What later files take from the first, and under which name it gives that. */
class Given {
  private readonly names = new Map<string, string>();

  constructor(private readonly first: string) {}

  /** Turns the imports of `first:PATH` of esbuild's output into imports of the first file. */
  resolve(code: string): string {
    const turned = code.replace(/^import \{([^}]*)\} from "first:([^"]+)";$/gm, (_, list: string, path: string) => {
      const taken = list.split(',').map(one => {
        const [name = '', local = name] = one.trim().split(' as ');
        return `${this.name(path, name)} as ${local}`;
      });
      return `import { ${taken.join(', ')} } from "./${this.first}";`;
    });
    // What the first file has has run.
    const rest = turned.replace(/^import "first:[^"]+";$/gm, '');
    const left = /^.*"first:.*$/m.exec(rest);
    if (left !== null) throw new Error(`cannot be taken from ${this.first}: ${left[0]}`);
    return rest;
  }

  private name(path: string, name: string): string {
    const key = `${path} ${name}`;
    const known = this.names.get(key) ?? `$${this.names.size.toString(36)}`;
    this.names.set(key, known);
    return known;
  }

  /** The first file's entry: the program, and what it gives. */
  entry(program: string): string {
    const given = [...this.names].map(([key, name]) => {
      const [path = '', exported = ''] = key.split(' ');
      return `export { ${exported} as ${name} } from './${path}';`;
    });
    return [`import './${program}';`, ...given].join('\n');
  }
}

const moduleName = (path: string): string => path.replace(/\.ts$/, '').replace(/\W/g, '_');

/** The later file: all declarations, by kind and name, their texts, and the modules. */
function laterEntry(texts: readonly string[], modules: readonly string[]): string {
  return [
    ...folders.map(({ folder, list }) => `import { ${list} } from './${folder}/index.ts';`),
    `const tables = {${folders.map(({ kind, list }) => `${kind}: ${list}`).join(', ')}};`,
    'const nameOf = one => one.name ?? one.key;',
    'const byName = {};',
    'for (const kind of Object.keys(tables))',
    '  byName[kind] = new Map(Object.values(tables[kind]).map(one => [nameOf(one), one]));',
    'export const detailsOf = (kind, of) => byName[kind].get(nameOf(of)) ?? of;',
    `export const texts = ${JSON.stringify(texts)};`,
    ...modules.map(path => `export * as ${moduleName(path)} from './${path}';`),
  ].join('\n');
}

export interface Written {
  /** Bytes of each file, by its path. */
  readonly sizes: ReadonlyMap<string, number>;
  /** What is in the first file. */
  readonly metafile: Metafile;
  /** And in each of the others, by its name. */
  readonly further: Readonly<Record<string, Metafile>>;
}

export async function buildSplit({ entry, outfile, options }: Split): Promise<Written> {
  const first = basename(outfile);
  const stem = basename(outfile, '.cjs');
  const [onDemandFile, laterFile] = [`${stem}-on-demand.cjs`, `${stem}-later.cjs`];
  const targets = new Set<string>();
  // The same list for each pass: an index means the same text in all files.
  const texts: string[] = [];
  const rare = await rareDeclarations(resolve(detailsModule));

  const firstWith = (contents: string) =>
    build({
      ...options,
      stdin: { contents, resolveDir: '.', loader: 'ts' },
      bundle: true,
      metafile: true,
      write: false,
      outfile,
      // A dynamic import of a CommonJS file beside it is a call of `require`.
      supported: { 'dynamic-import': false },
      plugins: [apart(onDemandFile, targets), standIns(laterFile, rare, texts)],
    });
  const { metafile } = await firstWith(`import './${entry}';`);
  if (targets.size > 1) throw new Error(`${entry} imports dynamically more than once: ${[...targets].join(', ')}`);

  const inFirst = inputsOf(metafile);
  const given = new Given(first);
  const metafiles: Record<string, Metafile> = {};
  const further = async (
    contents: string,
    has: Has,
    file: string,
    plugins: readonly Plugin[] = [],
  ): Promise<[path: string, text: string]> => {
    const { outputFiles, metafile: parts } = await build({
      ...options,
      stdin: { contents, resolveDir: '.', loader: 'ts' },
      bundle: true,
      metafile: true,
      write: false,
      format: 'esm',
      minify: false,
      sourcemap: false,
      plugins: [fromFirst(has), ...plugins],
    });
    metafiles[file] = parts;
    const code = given.resolve(outputFiles[0]?.text ?? '');
    const { minify = false, target } = options;
    const done = await transform(code, { format: 'cjs', minify, legalComments: 'none', ...(target && { target }) });
    return [`${outfile.slice(0, -first.length)}${file}`, done.code];
  };
  // Operations that a plan records, and layers that others are put together of, are those of the first file, rules and all: only
  // for the index are they declared again.
  const isShared: Has = (path, importer) =>
    shared.includes(path) ||
    !path.startsWith('src/catalogue/') ||
    (declares(path) && !rare.has(path) && !importer.endsWith('/index.ts'));
  const files = [
    await further(
      laterEntry(texts, later),
      (path, importer) => inFirst.has(path) && isShared(path, importer) && !later.includes(path),
      laterFile,
      [detailsAlone(rare)],
    ),
  ];
  for (const target of targets) {
    files.push(await further(`export * from './${target}';`, path => inFirst.has(path), onDemandFile));
  }

  const whole = await firstWith(given.entry(entry));
  for (const { path, contents } of whole.outputFiles) files.push([path, Buffer.from(contents).toString()]);
  for (const [path, text] of files) writeFileSync(path, text);
  const sizes = new Map(
    files.filter(([path]) => !path.endsWith('.map')).map(([path, text]) => [here(path), Buffer.byteLength(text)]),
  );
  return { sizes, metafile: whole.metafile, further: metafiles };
}
