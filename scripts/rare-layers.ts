/** Layers that no example uses: what stands for their files in a bundle that loads them on demand (`scripts/split.ts`). */
import { build } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import type { WholeLayer } from '../src/catalogue/layers/layer.js';
import { declaredIn } from './registry.js';

const folder = 'src/catalogue/layers';

/** The declarations of a folder as they are when the program runs, by exported name. */
async function evaluated(): Promise<Readonly<Record<string, WholeLayer>>> {
  const files = declaredIn(folder).map(({ file }) => `export * from './${folder}/${file}';`);
  const { outputFiles } = await build({
    stdin: { contents: files.join('\n'), resolveDir: '.', loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node20',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)) as Readonly<Record<string, WholeLayer>>;
}

const names = (text: string): ReadonlySet<string> => new Set(text.match(/[a-z]\w*/g));

function namesInExamples(): ReadonlySet<string> {
  const files = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.nn'));
  return names(files.map(file => readFileSync(`examples/${file}`, 'utf8')).join('\n'));
}

/** By file: a module that has the same exports, each of which brings the declaration when a field of it is read. */
export async function rareLayers(details: string): Promise<ReadonlyMap<string, string>> {
  const used = namesInExamples();
  const all = await evaluated();
  const rare = declaredIn(folder).filter(({ names }) => names.every(each => !used.has(all[each]?.name ?? '')));
  return new Map(
    rare.map(({ file, names }) => {
      const stands = names.map(each => {
        const { name, ...rest } = all[each] ?? { name: '', parameters: {} };
        const words = Object.values(rest.parameters).flatMap(parameter => parameter.words);
        const given = [name, Object.keys(rest).join(' '), [...new Set(words)]].map(one => JSON.stringify(one));
        return `export const ${each} = rarely(${given.join(', ')});`;
      });
      return [`${folder}/${file}`, [`import { rarely } from ${JSON.stringify(details)};`, ...stands].join('\n')];
    }),
  );
}
