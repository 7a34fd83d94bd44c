/** The page of a panel brings what its script cannot ask for: the texts of the reader's language. */
import assert from 'node:assert/strict';
import { panelPage } from '../../../src/extension/common/panel-page.js';

const parts = { script: 's.js', styles: [], source: 'https://here', nonce: 'n', language: 'de' };

describe('the page of a panel', () => {
  it('brings texts that no text of theirs can break out of', () => {
    const texts = { 'Loading…': 'Wird geladen …', 'a "b" <c>': '"><script>' };
    const page = panelPage({ ...parts, texts });
    const brought = /data-texts="([^"]*)"/.exec(page)?.[1] ?? '';
    const read = brought
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    assert.deepEqual(JSON.parse(read), texts);
    assert.doesNotMatch(page, /"><script>/);
    assert.match(page, /<p class="notice" role="status">Wird geladen …<\/p>/);
  });

  it('brings none in English', () => {
    assert.doesNotMatch(panelPage(parts), /data-texts/);
  });
});
