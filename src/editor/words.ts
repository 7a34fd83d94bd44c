/** Texts in the reader's language: English is the key, another language is a table that the editor hands over. */

export type Texts = Readonly<Record<string, string>>;

let texts: Texts = {};

/** From now on all answers are in this language; what the table lacks stays English. */
export function speak(table: Texts): void {
  texts = table;
}

/** The text with `{0}`, `{1}` replaced; calls write it out, so that a test finds what a table must have. */
export function say(text: string, ...values: readonly (string | number)[]): string {
  const found = texts[text] ?? text;
  return values.length === 0
    ? found
    : found.replace(/\{(\d)\}/g, (hole, at: string) => String(values[Number(at)] ?? hole));
}
