/**
 * Completion against what people have written: at each word of each file the list holds that word, whatever of the file is
 * there at that moment. The oracle is the file itself.
 */
import assert from 'node:assert/strict';
import { completions } from '../../src/editor/complete.js';
import { projects, type Project } from './project.js';
import { moments, wordPlaces, type Moment, type WordPlace } from './word-places.js';

/** Each so many words of a moment are asked for: together about two thousand places. */
const STEP = 7;

const lineOf = (text: string, start: number): number => text.slice(0, start).split('\n').length;

function miss(project: Project, { uri, word, text, offset, start, prefix }: WordPlace): string | undefined {
  const offered = completions(project.edited(uri, text), offset);
  // As VS Code filters: by what is typed of the word.
  const found = offered.find(({ label }) => label.startsWith(prefix) && (label === word || label === `${word}:`));
  return found === undefined ? `${uri.replace(/^.*\//, '')}:${String(lineOf(text, start))} ${word}` : undefined;
}

function check(moment: Moment, first: number): void {
  const missed: string[] = [];
  let asked = 0;
  let at = first;
  for (const project of projects()) {
    for (const uri of project.uris) {
      for (const place of wordPlaces(project.source(uri)).filter(each => each.moment === moment)) {
        if (at++ % STEP !== 0) continue;
        asked += 1;
        const missing = miss(project, place);
        if (missing !== undefined) missed.push(missing);
      }
      project.files.close(uri);
    }
  }
  assert.ok(asked > 400, String(asked));
  assert.deepEqual(missed, []);
}

describe('completion at every word of every example', function () {
  this.timeout(60_000);
  const titles: Readonly<Record<Moment, string>> = {
    cut: 'offers it where the file ends before it',
    begun: 'offers it where the file ends behind its first letter',
    gap: 'offers it where it alone is not there yet',
    line: 'offers it where the rest of its line is not there yet',
  };
  for (const [i, moment] of moments.entries()) {
    it(titles[moment], () => {
      check(moment, i);
    });
  }
});
