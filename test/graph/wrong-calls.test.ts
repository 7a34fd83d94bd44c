/** A mistake stands where it is made: at the call, where the block comes with the language, and where another file says what flows in. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { analyzeText } from '../analysis/sources.js';

const saidOf = (text: string, more: Readonly<Record<string, string>> = {}): readonly string[] =>
  analyzeText(text, {}, more)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ uri, range, message }) => `${uri} ${text.slice(range.start, range.end)}: ${message}`);

describe('a mistake in the call of a block', () => {
  it('that comes with the language stands at the call, and offers no change of the language', () => {
    const text =
      'import EncoderLayer from "netwright:transformer"\nnetwork N {\n  input x: 10x512\n  EncoderLayer(7, 2048)\n}\n';
    const { problems } = analyzeText(text);
    assert.deepEqual(saidOf(text), [
      'main.nn EncoderLayer(7, 2048): a width of 512 cannot be split into 7 equal heads; `heads: 8`, `heads: 4` or `heads: 16` works',
    ]);
    assert.equal(problems[0]?.fixes, undefined);
    assert.deepEqual(
      problems[0]?.related?.slice(0, 1).map(({ message, uri }) => [message, uri]),
      [['here', 'netwright:/transformer.nn']],
    );
  });

  it('of another file stands at the call where another shape flows in than it takes', () => {
    const inner = 'network Inner {\n  input x: [5]\n  dense(3)\n}\n';
    const text = 'import Inner from "./inner.nn"\nnetwork N {\n  input x: [6]\n  Inner\n}\n';
    assert.deepEqual(saidOf(text, { 'inner.nn': inner }), [
      'main.nn Inner: `x` has the shape [6], but its first dimension should be 5',
    ]);
  });

  it('of the same file stands at the input, and names the call', () => {
    const text = 'network Inner {\n  input x: [5]\n  dense(3)\n}\nnetwork N {\n  input x: [6]\n  Inner\n}\n';
    const [problem] = analyzeText(text).problems;
    assert.equal(text.slice(problem?.range.start, problem?.range.end), '[5]');
    assert.deepEqual(
      problem?.related?.map(({ message }) => message),
      ['in this call of Inner'],
    );
  });
});
