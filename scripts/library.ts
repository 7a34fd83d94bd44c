/** The blocks that every file can import: those of `examples/blocks` that more than one kind of network is made of, as a module. */
import { readFileSync } from 'node:fs';

/** Files of `examples/blocks`; a file imports them as `netwright:conv`. */
const files = ['conv', 'densenet', 'mobilenet', 'resnet', 'transformer'];

/** The text of the module, before prettier. */
export function libraryText(): string {
  const entries = files.map(name => {
    const text = readFileSync(`examples/blocks/${name}.nn`, 'utf8');
    return `  ${name}: ${JSON.stringify(text)},`;
  });
  return [
    '/** Blocks that every file can import by `netwright:NAME`, as `examples/blocks` has them; written by `npm run generate`. */',
    'export const libraryTexts: Readonly<Record<string, string>> = {',
    ...entries,
    '};',
    '',
  ].join('\n');
}
