/** The texts that the tests of the language share: the examples of its page, the corpus, the half-typed files. */
import { readFileSync, readdirSync } from 'node:fs';

export interface Example {
  readonly title: string;
  readonly text: string;
}

/** Every `nn` block of the language page; a fragment stands in a network of its own. */
export const pageExamples: readonly Example[] = [
  ...readFileSync('docs/language.md', 'utf8').matchAll(/```nn( fragment)?\n([^]*?)```/g),
].map(([, fragment, text = ''], i) => ({
  title: `example ${i + 1} of the language page (${text.split('\n')[0] ?? ''})`,
  text: fragment ? `network Around {\n${text}}\n` : text,
}));

const corpus = 'test/reference/corpus';

export const corpusFiles: readonly Example[] = readdirSync(corpus)
  .filter(name => name.endsWith('.nn'))
  .map(name => ({ title: name, text: readFileSync(`${corpus}/${name}`, 'utf8') }));

export const halfTyped = JSON.parse(readFileSync(`${corpus}/half-typed.json`, 'utf8')) as Readonly<
  Record<string, string>
>;

export const allExamples: readonly Example[] = [...pageExamples, ...corpusFiles];
