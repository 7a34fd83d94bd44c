/** The sixteen half-typed files of the corpus, each made from its `base` by one slip of the pen. */
import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.js';
import type { FileNode, Node } from '../../src/language/tree.js';
import { walk } from '../../src/language/walk.js';
import { halfTyped } from './examples.js';

/** Every layer call and setting as one line: where it stands, what it is, with which arguments. */
function callsAndSettings(text: string, file: FileNode): string[] {
  const found: string[] = [];
  const shown = (node: Node): string => text.slice(node.range.start, node.range.end);
  for (const item of file.items) {
    const owner =
      item.kind === 'Block' || item.kind === 'Network'
        ? `${item.kind} ${item.name.text}`
        : item.kind === 'Train'
          ? `Train ${item.names.map(name => name.text).join()}`
          : item.kind;
    walk(item, (node, parents) => {
      const parent = parents.at(-1)?.kind;
      if (node.kind === 'Setting') found.push(`${owner}: ${node.key.text} = ${shown(node.value)}`);
      if (node.kind === 'Name' && parent === 'Step') found.push(`${owner}: ${node.text}()`);
      if (node.kind === 'Call' && parent !== 'Setting') {
        const args = node.args.map(arg => `${arg.name?.text ?? ''}:${shown(arg.value)}`);
        found.push(`${owner}: ${node.callee.text}(${args.join()})`);
      }
      return true;
    });
  }
  return found;
}

/** Line and column from 1, as an editor shows them. */
function place(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

// The place: the end of the last good token, or the token that is wrong. Counted by hand in the files.
const expected: Readonly<Record<string, readonly [place: string, message: string]>> = {
  '01 missing )': ['11:30', '`)` is missing after `same`'],
  '02 missing } of residual (middle)': ['14:16', '`}` is missing: `shortcut` is not closed'],
  '03 conv(64, at end of line': ['10:11', '`)` is missing after `64`'],
  '04 unknown character': ['16:15', '`§` means nothing here'],
  '05 unfinished residual {': ['25:13', '`}` is missing: `residual` is not closed'],
  '06 stray }': ['17:3', 'this `}` closes nothing'],
  '07 missing } of network': ['26:12', '`}` is missing: `network Small` is not closed'],
  '08 name = (nothing)': ['17:6', 'a layer is missing after `=`'],
  '09 padding: (no value)': ['11:25', 'a value is missing after `padding:`'],
  '10 arrow at end': ['12:17', 'a layer is missing after `->`'],
  '11 block B( half typed above': ['1:18', '`)` is missing after `width`'],
  '12 unclosed string in train': ['37:13', '`"` is missing at the end of this text'],
  '13 repeat 3 as { ': ['21:14', 'a name is missing after `as`'],
  '14 conv 64 (no parens)': ['14:10', 'arguments stand in parentheses: `conv(64)`'],
  '15 conv( half typed before }': ['14:12', '`)` is missing after `64`'],
  '16 train half typed: `opt`': ['39:6', '`:` and a value are missing after `opt`'],
};

describe('a half-typed file', () => {
  const { base = '' } = halfTyped;
  const wanted = callsAndSettings(base, parse(base).file);

  it('has a base with 24 calls and settings', () => {
    // By hand: 3 + 1 (Cbr) + 2 + 1 + 1 (relu) + 4 (concat and its three) + 1 + 2 (add and its conv) + 2, then 4, then 3.
    assert.deepEqual([parse(base).problems, wanted.length], [[], 24]);
  });
  for (const [name, text] of Object.entries(halfTyped)) {
    if (name === 'base') continue;
    it(`keeps what can be read and has one message: ${name}`, () => {
      const { file, problems } = parse(text);
      assert.deepEqual(
        problems.map(({ range, message }) => [place(text, range.start), message]),
        [expected[name]],
      );
      const kept = callsAndSettings(text, file);
      const lost = wanted.filter(line => {
        const at = kept.indexOf(line);
        if (at >= 0) kept.splice(at, 1);
        return at < 0;
      });
      assert.ok(lost.length <= 1, `lost: ${lost.join('; ')}`);
    });
  }
});
