/** What an editor may say when it starts the server, beside the settings: language, and the texts in it. */

export interface StartOptions {
  readonly locale: string | undefined;
  readonly texts: Readonly<Record<string, string>> | undefined;
  /** It has the command `renameCommand`. */
  readonly renames: boolean;
  /** It shows images in Markdown that hold themselves. */
  readonly pictures: boolean;
}

export function optionsOf(sent: unknown): StartOptions {
  const { locale, texts, renames, pictures } = (typeof sent === 'object' && sent !== null ? sent : {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    locale: typeof locale === 'string' ? locale : undefined,
    texts:
      typeof texts === 'object' && texts !== null
        ? Object.fromEntries(
            Object.entries(texts).filter((each): each is [string, string] => typeof each[1] === 'string'),
          )
        : undefined,
    renames: renames === true,
    pictures: pictures === true,
  };
}
