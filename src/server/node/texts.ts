/** Texts in another language from the extension's folder, for editors that have no language tables of their own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `de-CH` is looked up as `de`. Bundled, this file lies in `dist`, beside the folder of texts. */
export function textsIn(
  locale: string,
  folder = join(__dirname, '..', 'l10n'),
): Readonly<Record<string, string>> | undefined {
  const [language = ''] = locale.toLowerCase().split(/[-_]/);
  if (!/^[a-z]{2,3}$/.test(language) || language === 'en') return undefined;
  try {
    return JSON.parse(readFileSync(join(folder, `bundle.l10n.${language}.json`), 'utf8')) as Readonly<
      Record<string, string>
    >;
  } catch {
    return undefined;
  }
}
