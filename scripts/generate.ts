/** Writes what follows from other files: the registries' index files, the compiler settings of every folder, the reference. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { compilerSettings } from './compiler-settings.js';
import { grammarText } from './grammar.js';
import { libraryText } from './library.js';
import { lintPages } from './lint-pages.js';
import { referencePages } from './reference.js';
import { declaredIn, indexText, registries } from './registry.js';

/** Path and text of every generated file. */
export async function generated(): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const registry of registries) {
    if (!existsSync(registry.folder)) continue;
    texts.set(`${registry.folder}/index.ts`, indexText(registry, declaredIn(registry.folder)));
  }
  for (const [path, settings] of compilerSettings()) texts.set(path, JSON.stringify(settings, null, 2));
  texts.set('syntaxes/netwright.tmLanguage.json', grammarText());
  texts.set('src/language/library-texts.ts', libraryText());
  for (const [path, text] of [...lintPages(), ...referencePages()]) texts.set(path, text);
  const options = await resolveConfig('package.json');
  for (const [path, text] of texts) {
    if (!path.endsWith('.svg')) texts.set(path, await format(text, { ...options, filepath: path }));
  }
  return texts;
}

export async function main(): Promise<number> {
  for (const [path, text] of await generated()) {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${path}`);
  }
  return 0;
}
