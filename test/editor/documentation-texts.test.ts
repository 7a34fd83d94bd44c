/** Documentation in German: every sentence of what can be called, and how hover shows it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { docText, type Doc } from '../../src/catalogue/details.js';
import { datasets } from '../../src/catalogue/datasets/index.js';
import { initializers } from '../../src/catalogue/initializers/index.js';
import type { WholeLayer } from '../../src/catalogue/layers/layer.js';
import { layers } from '../../src/catalogue/layers/index.js';
import { losses } from '../../src/catalogue/losses/index.js';
import { metrics } from '../../src/catalogue/metrics/index.js';
import { optimizers } from '../../src/catalogue/optimizers/index.js';
import { schedules } from '../../src/catalogue/schedules/index.js';
import { settings } from '../../src/catalogue/settings/index.js';
import { parameterDoc, signatureDoc } from '../../src/editor/documentation.js';
import { layerSignatures } from '../../src/editor/signature.js';
import { speakOfDeclarations } from '../../src/editor/words.js';
import { docsIn } from '../../src/server/node/texts.js';

const table = JSON.parse(readFileSync('l10n/docs.de.json', 'utf8')) as Readonly<Record<string, string>>;

interface Documented {
  readonly summary: string;
  readonly parameters?: Readonly<Record<string, { readonly doc: Doc }>>;
  readonly inputs?: readonly { readonly doc: Doc }[];
  readonly choices?: readonly Documented[];
}

const sentencesOf = ({ summary, parameters = {}, inputs = [], choices = [] }: Documented): readonly string[] => [
  summary,
  ...[...Object.values(parameters), ...inputs].map(({ doc }) => docText(doc)),
  ...choices.flatMap(sentencesOf),
];

const all: readonly Documented[] = [
  ...(layers as readonly WholeLayer[]),
  ...losses,
  ...optimizers,
  ...schedules,
  ...metrics,
  ...datasets,
  ...initializers,
  ...settings,
];

describe('documentation in another language', () => {
  it('has every sentence of layers, losses, optimizers, schedules, metrics, data sets, initializers and settings', () => {
    const said = new Set(all.flatMap(sentencesOf).filter(sentence => sentence !== ''));
    assert.ok(said.size > 500);
    assert.deepEqual(
      [...said].filter(sentence => table[sentence] === undefined),
      [],
      'add them to l10n/docs.de.json',
    );
    assert.deepEqual(
      Object.keys(table).filter(sentence => !said.has(sentence)),
      [],
      'nobody says them any more',
    );
  });

  it('keeps what is code', () => {
    const code = (text: string): readonly string[] => (text.match(/`[^`[]+`/g) ?? []).sort();
    for (const [from, to] of Object.entries(table)) assert.deepEqual(code(to), code(from), from);
  });

  it('is what hover and completion show, read when it is first asked for', () => {
    let reads = 0;
    speakOfDeclarations(() => {
      reads++;
      return docsIn('de-CH', 'l10n');
    });
    try {
      assert.equal(reads, 0);
      const conv = layerSignatures().find(({ name }) => name === 'conv');
      assert.ok(conv);
      assert.match(signatureDoc(conv, true), /^Schiebt `channels` Filter .*\(Faltung\)/);
      assert.match(signatureDoc(conv, true), /- `stride: 1` Schrittweite \(Stride\) von einem Fenster zum nächsten/);
      const [channels] = conv.parameters;
      assert.ok(channels);
      assert.match(parameterDoc(channels), /^Ausgabekanäle: die Anzahl der Filter\./);
      assert.equal(reads, 1);
    } finally {
      speakOfDeclarations(() => undefined);
    }
  });
});
