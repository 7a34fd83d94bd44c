/** The page of a panel: one script, two style sheets, and a policy that allows nothing else. */

export interface PageParts {
  readonly script: string;
  readonly styles: readonly string[];
  /** Where scripts, styles and fonts may come from. */
  readonly source: string;
  readonly nonce: string;
  readonly language: string;
  /** Its texts in the reader's language, by the English ones. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
  /** `Training` if not given. */
  readonly title?: string;
}

export function panelPage({ script, styles, source, nonce, language, texts, title = 'Training' }: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    // The toolkit tries out a rule in a style element of its own, for which it looks up the nonce below.
    `style-src ${source} 'nonce-${nonce}'`,
    `font-src ${source}`,
    `img-src ${source} data:`,
  ].join('; ');
  const links = styles.map(href => `    <link rel="stylesheet" href="${escaped(href)}" />`).join('\n');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}" />
    <meta property="csp-nonce" content="${escaped(nonce)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escaped(title)}</title>
${links}
  </head>
  <body>
    <main id="panel"${texts === undefined ? '' : ` data-texts="${escaped(JSON.stringify(texts))}"`}><p class="notice" role="status">${escaped(texts?.['Loading…'] ?? 'Loading…')}</p></main>
    <noscript>This panel needs scripts.</noscript>
    <script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
  </body>
</html>
`;
}

const escaped = (text: string): string =>
  text.replace(/[&"<>]/g, sign => ({ '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

/** A nonce that nobody can guess. */
export const newNonce = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
