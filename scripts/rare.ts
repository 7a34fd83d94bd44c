/** Declarations that no example uses: what stands for their files in a bundle that loads them on demand (`scripts/split.ts`). */
import { build } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import type { ParameterTable } from '../src/catalogue/parameter.js';
import { declaredIn, registries } from './registry.js';

/** Operations are few that nothing uses, and settings have no details to speak of. */
const kinds = registries.filter(
  ({ folder, kind }) => folder.startsWith('src/catalogue/') && kind !== 'operation' && kind !== 'setting',
);

interface Declaration {
  readonly name: string;
  readonly parameters: ParameterTable;
}

/** The declarations of a folder as they are when the program runs, by exported name. */
async function evaluated(folder: string): Promise<Readonly<Record<string, Declaration>>> {
  const files = declaredIn(folder).map(({ file }) => `export * from './${folder}/${file}';`);
  const { outputFiles } = await build({
    stdin: { contents: files.join('\n'), resolveDir: '.', loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node20',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)) as Readonly<Record<string, Declaration>>;
}

function namesInExamples(): ReadonlySet<string> {
  const files = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.nn'));
  // A mode of upsampling is called like a layer; names of arguments and comments call nothing.
  const code = (file: string): string => readFileSync(`examples/${file}`, 'utf8').replace(/#.*$|mode: \w+|\w+:/gm, '');
  return new Set(files.flatMap(file => code(file).match(/[a-z]\w*/g) ?? []));
}

/** By file: a module that has the same exports, each of which brings the declaration when a field of it is read. */
export async function rareDeclarations(details: string): Promise<ReadonlyMap<string, string>> {
  const used = namesInExamples();
  const standIns = new Map<string, string>();
  for (const { folder, kind } of kinds) {
    const all = await evaluated(folder);
    for (const { file, names } of declaredIn(folder)) {
      if (names.some(each => used.has(all[each]?.name ?? ''))) continue;
      const stands = names.map(each => {
        const { name, ...rest } = all[each] ?? { name: '', parameters: {} };
        const words = Object.values(rest.parameters).flatMap(parameter => parameter.words);
        const given = [kind, name, Object.keys(rest).join(' '), [...new Set(words)]];
        return `export const ${each} = rarely(${given.map(one => JSON.stringify(one)).join(', ')});`;
      });
      const lines = [`import { rarely } from ${JSON.stringify(details)};`, ...stands];
      standIns.set(`${folder}/${file}`, lines.join('\n'));
    }
  }
  return standIns;
}
