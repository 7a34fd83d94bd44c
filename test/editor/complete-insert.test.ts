/** Taking an entry of a completion list, at places of what people have written: the text stays whole, and what was shown is so. */
import assert from 'node:assert/strict';
import { completions } from '../../src/editor/complete.js';
import { layerSignatures } from '../../src/editor/signature.js';
import { parse } from '../../src/language/parse.js';
import { newMistakes } from './new-mistakes.js';
import { projects, type Project } from './project.js';
import { checkShape, isFillable } from './shown-shapes.js';
import { wordPlaces, type WordPlace } from './word-places.js';

/** Each so many places, over all files. */
function forSome(
  step: number,
  wanted: (place: WordPlace) => boolean,
  visit: (project: Project, at: WordPlace) => void,
) {
  let at = 0;
  for (const project of projects()) {
    for (const uri of project.uris) {
      for (const place of wordPlaces(project.source(uri)).filter(wanted)) if (at++ % step === 0) visit(project, place);
      project.files.close(uri);
    }
  }
}

const layers = new Set(layerSignatures().map(({ name }) => name));

/** The name of a layer is to be typed, and all braces before it are there as they were written. */
const isLayer = ({ word, moment, text }: WordPlace): boolean =>
  layers.has(word) &&
  (moment === 'cut' ||
    (moment === 'line' && !parse(text).problems.some(({ code }) => code === 'missing-closing-brace')));

const whereOf = ({ uri, text, offset, moment }: WordPlace): string =>
  `${uri.replace(/^.*\//, '')}:${String(text.slice(0, offset).split('\n').length)} (${moment})`;

describe('taking what completion offers', function () {
  this.timeout(60_000);

  it('brings no mistake of syntax', () => {
    const wrong: string[] = [];
    let taken = 0;
    forSome(
      97,
      () => true,
      (project, place) => {
        for (const one of completions(project.edited(place.uri, place.text), place.offset)) {
          taken += 1;
          for (const { message } of newMistakes(place, one)) wrong.push(`${whereOf(place)} ${one.label}: ${message}`);
        }
      },
    );
    assert.ok(taken > 10_000, String(taken));
    assert.deepEqual(wrong, []);
  });

  it('gives the shape that was shown, and no mistake where the layer was said to fit', () => {
    const wrong: string[] = [];
    let shown = 0;
    forSome(67, isLayer, (project, place) => {
      const offered = completions(project.edited(place.uri, place.text), place.offset);
      // In a `repeat` the layer changes what flows into it the next time.
      const isRepeated = /\brepeat[^}]*$/.test(place.text.slice(0, place.offset));
      const works = new Set(offered.filter(({ rank }) => rank < 30).map(({ label }) => label));
      for (const one of offered.filter(({ kind, description }) => kind === 'layer' && description !== undefined)) {
        if (!isFillable(one)) continue;
        const { shown: sizes, given, errors } = checkShape(project, place, one);
        if (sizes === undefined) continue;
        shown += 1;
        if (!given.some(each => each.join() === sizes.join()))
          wrong.push(`${whereOf(place)} ${one.label} ${one.description ?? ''}, but gives ${JSON.stringify(given)}`);
        const [error] = errors.filter(message => !message.startsWith('missing'));
        if (works.has(one.label) && given.length === 1 && !isRepeated && error !== undefined)
          wrong.push(`${whereOf(place)} ${one.label}: ${error}`);
      }
    });
    assert.ok(shown > 600, String(shown));
    assert.deepEqual(wrong, []);
  });
});
