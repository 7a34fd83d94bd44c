/** `netwright diagram`: the picture of a network, its levels, and what becomes of wrong usage. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { netwright, withFiles } from './run.js';

const text = 'block B(w) { dense(w) -> relu }\nnetwork N {\n  input x: [4]\n  B(8)\n  dense(2)\n}\n';

/** Texts of the picture, in order. */
const texts = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, words = '']) => words);

describe('netwright diagram', () => {
  it('writes a picture that holds itself, with boxes, arguments, figures and shapes', () =>
    withFiles({ 'net.nn': text }, async folder => {
      const { status, out, error } = await netwright(['diagram', 'net.nn'], { folder });
      assert.deepEqual([status, error], [0, '']);
      assert.match(out, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>\n<title>N<\/title>/);
      assert.doesNotMatch(out, /class=|<style|undefined|NaN/);
      // 4 * 8 + 8 = 40 and 8 * 2 + 2 = 18 parameters.
      for (const words of ['x', 'B', 'w', '[8] · 40', 'relu', 'dense', '[2] · 18', 'output', '[4]'])
        assert.ok(texts(out).includes(words), words);
    }));

  it('closes blocks below a depth, and writes into a file', () =>
    withFiles({ 'net.nn': text }, async folder => {
      const { status, out } = await netwright(['diagram', 'net.nn', '--depth', '0', '--out', 'net.svg'], { folder });
      assert.deepEqual([status, out], [0, '']);
      const written = texts(readFileSync(join(folder, 'net.svg'), 'utf8'));
      assert.ok(written.includes('B') && !written.includes('relu'));
    }));

  it('asks which of several networks is meant, and knows no other', () =>
    withFiles({ 'net.nn': `${text}network M {\n  input y: [3]\n  relu\n}\n` }, async folder => {
      const both = await netwright(['diagram', 'net.nn'], { folder });
      assert.equal(both.status, 2);
      assert.match(both.error, /--network: N, M/);
      assert.ok(texts((await netwright(['diagram', 'net.nn', '--network', 'M'], { folder })).out).includes('y'));
      assert.equal((await netwright(['diagram', 'net.nn', '--network', 'P'], { folder })).status, 2);
    }));

  it('draws what is wrong with its sentence, and says so by its exit status', () =>
    withFiles({ 'net.nn': 'network N {\n  input x: 3x8x8\n  conv(4, 99)\n}\n' }, async folder => {
      const { status, out, error } = await netwright(['diagram', 'net.nn'], { folder });
      assert.equal(status, 1);
      assert.ok(texts(out).some(words => words.startsWith('× ')));
      assert.match(error, /99/);
    }));
});
