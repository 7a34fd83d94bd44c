/**
 * Bundles a program as a file that is there from the start and two that it loads when they are first asked for:
 * - what it imports dynamically, once: features that answer a request (`NAME-on-demand.cjs`);
 * - the details of declarations (`src/catalogue/details.ts`): documentation, spellings, gradients (`NAME-reference.cjs`).
 * Each module lives in one file: a later file takes from the first what that has. Only the catalogue, pure as it is, is in two,
 * the first time without their details.
 */
import { build, transform, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { detailFields, docMakers, withoutDetails } from './details.js';
import { registries } from './registry.js';

export interface Split {
  readonly entry: string;
  readonly outfile: string;
  readonly options: BuildOptions;
}

const detailsModule = 'src/catalogue/details.ts';
const folders = registries.filter(({ folder }) => folder.startsWith('src/catalogue/'));
const isDeclaration = (path: string): boolean => registries.some(({ folder }) => path.startsWith(`${folder}/`));
const here = (path: string): string => relative('.', path).replaceAll('\\', '/');
const escaped = (path: string): string => path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The declarations without their details; `texts` collects the documentation of parameters, which an index stands for. */
function bareDeclarations(texts: string[]): Plugin {
  const makers = docMakers(registries.map(({ folder }) => folder));
  return {
    name: 'bare-declarations',
    setup(hooks) {
      hooks.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        if (!isDeclaration(here(path))) return undefined;
        const folder = here(path).split('/').slice(0, -1).join('/');
        const source = readFileSync(path, 'utf8');
        return { contents: withoutDetails(source, detailFields[folder] ?? [], makers, texts), loader: 'ts' };
      });
    },
  };
}

/** `catalogue/details.ts` of the first file: asks the reference. */
const askingReference = (reference: string): Plugin => ({
  name: 'asking-reference',
  setup(hooks) {
    hooks.onLoad({ filter: new RegExp(`/${escaped(detailsModule)}$`) }, () => ({
      contents: `let loaded;
        const reference = () => (loaded ??= require('./${reference}'));
        export const detailsOf = (kind, of) => reference().detailsOf(kind, of);
        export const docText = doc => typeof doc === 'number' ? reference().texts[doc] : doc;`,
      loader: 'js',
    }));
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
    hooks.onResolve({ filter: /-reference\.cjs$/ }, ({ path }) => ({ path, external: true }));
  },
});

/** Leaves modules that the first file has to it. */
const fromFirst = (has: (path: string) => boolean): Plugin => ({
  name: 'from-first',
  setup(hooks) {
    hooks.onResolve({ filter: /./ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (pluginData === 'found' || kind === 'entry-point') return undefined;
      const found = await hooks.resolve(path, { kind, resolveDir, importer, pluginData: 'found' });
      return has(here(found.path)) ? { path: `first:${here(found.path)}`, external: true } : undefined;
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
    const left = /^.*"first:.*$/m.exec(turned);
    if (left !== null) throw new Error(`cannot be taken from ${this.first}: ${left[0]}`);
    return turned;
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

/** The reference: all declarations, by kind and name, and the texts. */
function referenceEntry(texts: readonly string[]): string {
  return [
    ...folders.map(({ folder, list }) => `import { ${list} } from './${folder}/index.ts';`),
    `const tables = {${folders.map(({ kind, list }) => `${kind}: ${list}`).join(', ')}};`,
    'const nameOf = one => one.name ?? one.key;',
    'const byName = {};',
    'for (const kind of Object.keys(tables))',
    '  byName[kind] = new Map(Object.values(tables[kind]).map(one => [nameOf(one), one]));',
    'export const detailsOf = (kind, of) => byName[kind].get(nameOf(of)) ?? of;',
    `export const texts = ${JSON.stringify(texts)};`,
  ].join('\n');
}

export interface Written {
  /** Bytes of each file, by its path. */
  readonly sizes: ReadonlyMap<string, number>;
  /** What is in the first file. */
  readonly metafile: Metafile;
}

export async function buildSplit({ entry, outfile, options }: Split): Promise<Written> {
  const stem = outfile.replace(/\.cjs$/, '');
  const first = basename(outfile);
  const [onDemand, reference] = [`${basename(stem)}-on-demand.cjs`, `${basename(stem)}-reference.cjs`];
  const targets = new Set<string>();

  // The same list for each pass: an index means the same text in all files.
  const texts: string[] = [];
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
      plugins: [apart(onDemand, targets), askingReference(reference), bareDeclarations(texts)],
    });
  const { metafile } = await firstWith(`import './${entry}';`);
  if (targets.size > 1) throw new Error(`${entry} imports dynamically more than once: ${[...targets].join(', ')}`);

  const inFirst = inputsOf(metafile);
  const given = new Given(first);
  const later = async (contents: string, has: (path: string) => boolean, file: string): Promise<[string, string]> => {
    const { outputFiles } = await build({
      ...options,
      stdin: { contents, resolveDir: '.', loader: 'ts' },
      bundle: true,
      write: false,
      format: 'esm',
      minify: false,
      sourcemap: false,
      plugins: [fromFirst(has)],
    });
    const code = given.resolve(outputFiles[0]?.text ?? '');
    const { minify = false, target } = options;
    const done = await transform(code, { format: 'cjs', minify, legalComments: 'none', ...(target && { target }) });
    return [`${outfile.slice(0, -first.length)}${file}`, done.code];
  };
  const files = [
    await later(referenceEntry(texts), path => inFirst.has(path) && !path.startsWith('src/catalogue/'), reference),
    ...(await Promise.all(
      [...targets].map(target => later(`export * from './${target}';`, path => inFirst.has(path), onDemand)),
    )),
  ];

  const whole = await firstWith(given.entry(entry));
  for (const { path, contents } of whole.outputFiles) files.push([path, Buffer.from(contents).toString()]);
  for (const [path, text] of files) writeFileSync(path, text);
  const sizes = new Map(
    files.filter(([path]) => !path.endsWith('.map')).map(([path, text]) => [here(path), Buffer.byteLength(text)]),
  );
  return { sizes, metafile: whole.metafile };
}
