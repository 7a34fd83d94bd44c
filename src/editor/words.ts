/** Texts in the reader's language: English is the key, another language is a table that the editor hands over. */

export type Texts = Readonly<Record<string, string>>;

let texts: Texts = {};

/** From now on all answers are in this language; what the table lacks stays English. */
export function speak(table: Texts): void {
  texts = table;
}

let docs: Texts | (() => Texts | undefined) | undefined;

/** From now on documentation is in this language; it is long, so it is read when some of it is asked for. */
export function speakOfDeclarations(read: () => Texts | undefined): void {
  docs = read;
}

/** A sentence of a declaration's documentation. */
export function tell(sentence: string): string {
  if (typeof docs === 'function') docs = docs();
  return docs?.[sentence] ?? sentence;
}

/** The text with `{0}`, `{1}` replaced; calls write it out, so that a test finds what a table must have. */
export function say(text: string, ...values: readonly (string | number)[]): string {
  const found = texts[text] ?? text;
  return values.length === 0
    ? found
    : found.replace(/\{(\d)\}/g, (hole, at: string) => String(values[Number(at)] ?? hole));
}
