/** What an editor may say when it starts the server, beside the settings: language, and the texts in it. */

type Texts = Readonly<Record<string, string>>;

export interface StartOptions {
  readonly locale: string | undefined;
  readonly texts: Texts | undefined;
  /** Templates of what is said of problems. */
  readonly messages: Texts | undefined;
  /** Sentences of documentation. */
  readonly docs: Texts | undefined;
  /** It has the command `renameCommand`. */
  readonly renames: boolean;
  /** It shows images in Markdown that hold themselves. */
  readonly pictures: boolean;
  /** Address of a page of the reference, with `{page}` in it. */
  readonly reference: string | undefined;
  /** The same for links in Markdown: a command, for instance. */
  readonly referenceLink: string | undefined;
}

function textsOf(sent: unknown): Texts | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  return Object.fromEntries(
    Object.entries(sent).filter((each): each is [string, string] => typeof each[1] === 'string'),
  );
}

export function optionsOf(sent: unknown): StartOptions {
  const { locale, texts, messages, docs, renames, pictures, reference, referenceLink } = (
    typeof sent === 'object' && sent !== null ? sent : {}
  ) as Readonly<Record<string, unknown>>;
  return {
    locale: typeof locale === 'string' ? locale : undefined,
    texts: textsOf(texts),
    messages: textsOf(messages),
    docs: textsOf(docs),
    renames: renames === true,
    pictures: pictures === true,
    reference: typeof reference === 'string' ? reference : undefined,
    referenceLink: typeof referenceLink === 'string' ? referenceLink : undefined,
  };
}
