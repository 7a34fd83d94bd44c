/** What lies in the extension's folder for editors that have it not: texts in another language, the reference's pages. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Texts = Readonly<Record<string, string>>;

/** Bundled, this file lies in `dist`, beside the folder of texts. */
const beside = (): string => join(__dirname, '..', 'l10n');

/** Labels and sentences of answers. */
export const textsIn = (locale: string, folder = beside()): Texts | undefined => read('bundle.l10n', locale, folder);

/** Templates of what is said of problems. */
export const messagesIn = (locale: string, folder = beside()): Texts | undefined => read('messages', locale, folder);

/** Sentences of documentation. */
export const docsIn = (locale: string, folder = beside()): Texts | undefined => read('docs', locale, folder);

/** `de-CH` is looked up as `de`. */
function read(name: string, locale: string, folder: string): Texts | undefined {
  const [language = ''] = locale.toLowerCase().split(/[-_]/);
  if (!/^[a-z]{2,3}$/.test(language) || language === 'en') return undefined;
  try {
    return JSON.parse(readFileSync(join(folder, `${name}.${language}.json`), 'utf8')) as Readonly<
      Record<string, string>
    >;
  } catch {
    return undefined;
  }
}

/** The address of a page of the reference, where it lies beside the program. */
export function referenceBeside(folder = join(__dirname, '..', 'docs', 'reference')): string | undefined {
  return existsSync(folder) ? `${pathToFileURL(folder).href}/{page}.md` : undefined;
}
