/** Texts in the reader's language: English is the key, the page brings the table of another one. */

/** Unit tests have no page. */
const brought = typeof document === 'undefined' ? undefined : document.getElementById('panel')?.dataset['texts'];

function tableOf(text: string | undefined): Readonly<Record<string, string>> {
  try {
    const table: unknown = JSON.parse(text ?? '{}');
    return typeof table === 'object' && table !== null ? (table as Readonly<Record<string, string>>) : {};
  } catch {
    return {};
  }
}

const table = tableOf(brought);

/** The text with `{0}`, `{1}` replaced; calls write it out, so that a test finds what a table must have. */
export function local(text: string, ...values: readonly (string | number)[]): string {
  const found = table[text] ?? text;
  return values.length === 0
    ? found
    : found.replace(/\{(\d)\}/g, (hole, at: string) => String(values[Number(at)] ?? hole));
}
