/** `npm run new KIND NAME`: writes a declaration and its test from the templates, and the folder's index. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { main as generate } from './generate.js';
import { registries } from './registry.js';

const templates = 'scripts/templates';

/** `leaky_relu` and `bias-before-norm` alike, in the three forms that files need. */
export function spellings(name: string): { kebab: string; snake: string; camel: string } {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_]+/)
    .filter(Boolean);
  const camel = words.map((word, i) => (i === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('');
  return { kebab: words.join('-'), snake: words.join('_'), camel };
}

/** The files of a template: where each goes and its text. A template's first line is its target. */
export function filledIn(kind: string, name: string): { path: string; text: string }[] {
  const { kebab, snake, camel } = spellings(name);
  const fill = (text: string): string =>
    text.replaceAll('{{kebab}}', kebab).replaceAll('{{snake}}', snake).replaceAll('{{camel}}', camel);
  return readdirSync(templates)
    .filter(file => file === `${kind}.txt` || file === `${kind}.test.txt`)
    .sort()
    .map(file => {
      const [target = '', ...lines] = fill(readFileSync(`${templates}/${file}`, 'utf8')).split('\n');
      return { path: target.replace(/^-> /, ''), text: lines.join('\n') };
    });
}

export async function main([kind = '', name = '']: readonly string[]): Promise<number> {
  const kinds = registries.map(registry => registry.kind);
  if (!kinds.includes(kind) || !/^[a-z][\w-]*$/i.test(name)) {
    console.error(`npm run new KIND NAME, where KIND is one of ${kinds.join(', ')}`);
    return 2;
  }
  const files = filledIn(kind, name);
  const taken = files.find(({ path }) => existsSync(path));
  if (taken) {
    console.error(`${taken.path} is there already.`);
    return 1;
  }
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
    console.log(`wrote ${path}`);
  }
  return generate();
}
