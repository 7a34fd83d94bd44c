/** The blocks that every file can import, as a module: those of `examples/blocks` that more than one kind of network is made of. */
import { readFileSync } from 'node:fs';
import { libraryNames } from '../src/language/library.js';

/** The text of the module, before prettier. */
export function libraryText(): string {
  const entries = libraryNames.map(name => {
    const text = readFileSync(`examples/blocks/${name}.nn`, 'utf8');
    return `  ${name}: ${JSON.stringify(text)},`;
  });
  return [
    '/** Blocks that every file can import by `netwright:NAME`, as `examples/blocks` has them; written by `npm run generate`. */',
    'const texts: Readonly<Record<string, string>> = {',
    ...entries,
    '};',
    '',
    'export const textOf = (name: string): string | undefined => (Object.hasOwn(texts, name) ? texts[name] : undefined);',
    '',
  ].join('\n');
}
