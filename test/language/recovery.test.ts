/** Slips of the pen anywhere: what stands around them is read all the same, and each is told once. */
import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.js';
import { scan } from '../../src/language/scan.js';
import type { FileNode, Node } from '../../src/language/tree.js';
import { walk } from '../../src/language/walk.js';
import { corpusFiles } from './examples.js';

interface Read {
  readonly line: string;
  readonly start: number;
}

/** Calls, steps of one name and settings, each with the definition around it, counted from the top. */
function readIn(text: string, file: FileNode): readonly Read[] {
  const found: Read[] = [];
  const shown = ({ range }: Node): string => text.slice(range.start, range.end).replace(/\s+/g, ' ');
  let definitions = 0;
  for (const item of file.items) {
    const owner = item.kind === 'Step' || item.kind === 'Import' ? item.kind : `${item.kind} ${String(definitions++)}`;
    walk(item, (node, parents) => {
      const parent = parents.at(-1)?.kind;
      const add = (line: string): number => found.push({ line: `${owner}: ${line}`, start: node.range.start });
      if (node.kind === 'Setting') add(`${node.key.text} = ${shown(node.value)}`);
      if (node.kind === 'Name' && parent === 'Step') add(`${node.text}()`);
      if (node.kind === 'Call' && parent !== 'Setting')
        add(`${node.callee.text}(${node.args.map(arg => `${arg.name?.text ?? ''}:${shown(arg.value)}`).join()})`);
      return true;
    });
  }
  return found;
}

/** What `changed` loses of `text`, but for what the change itself touches: calls within a lost call are lost with it. */
function lost(text: string, changed: string, from: number, to: number): readonly string[] {
  const kept = readIn(changed, parse(changed).file).map(({ line }) => line);
  const gone = readIn(text, parse(text).file)
    .filter(({ start }) => start < from || start >= to)
    .map(({ line }) => line)
    .filter(line => {
      const at = kept.indexOf(line);
      if (at >= 0) kept.splice(at, 1);
      return at < 0;
    });
  const inner = (line: string): string => line.slice(line.indexOf(': ') + 2).replace(/\(.*/, '');
  return gone.filter(line => !gone.some(other => other.length > line.length && other.includes(inner(line))));
}

const clean = corpusFiles.filter(({ text }) => parse(text).problems.length === 0);

describe('a slip of the pen', () => {
  it('costs at most the call in which it is: any token of the corpus left out', () => {
    let all = 0;
    const bad: string[] = [];
    for (const { title, text } of clean) {
      const { tokens } = scan(text);
      for (let i = 0; i + 1 < tokens.count; i++) {
        const [from = 0, to = 0] = [tokens.start[i], tokens.end[i]];
        all++;
        const gone = lost(text, text.slice(0, from) + text.slice(to), from, to);
        if (gone.length > 1)
          bad.push(`${title}:${String((tokens.line[i] ?? 0) + 1)} ${text.slice(from, to)}: ${gone.join(' ; ')}`);
      }
    }
    // Which of `train`, `search` and `budget` it was cannot be told, nor what was named by a name that is gone.
    assert.ok(bad.length < all / 250, `${String(bad.length)} of ${String(all)}:\n${bad.join('\n')}`);
  });

  it('costs little more where a bracket stands too many', () => {
    let all = 0;
    const bad: string[] = [];
    for (const { title, text } of clean) {
      const { tokens } = scan(text);
      for (let i = 0; i + 1 < tokens.count; i += 3) {
        const at = tokens.end[i] ?? 0;
        for (const stray of [' } ', ' ) ']) {
          all++;
          const gone = lost(text, text.slice(0, at) + stray + text.slice(at), at, at);
          if (gone.length > 1) bad.push(`${title}:${String((tokens.line[i] ?? 0) + 1)}${stray}${gone.join(' ; ')}`);
        }
      }
    }
    assert.ok(bad.length < all / 25, `${String(bad.length)} of ${String(all)}:\n${bad.join('\n')}`);
  });
});

/** The messages of a text, and the calls and steps in it. */
function read(text: string): { readonly said: readonly string[]; readonly lines: readonly string[] } {
  const { file, problems } = parse(text);
  const said = problems.map(({ message }) => message);
  return { said, lines: readIn(text, file).map(({ line }) => line) };
}

describe('a definition', () => {
  const body = 'input x: 3x8x8\n  conv(4, 3) -> relu\n  flatten\n';
  const whole = ['conv(:4,:3)', 'relu()', 'flatten()'].map(line => `Network 0: ${line}`);

  it('that is closed at once, with its body behind, has it all the same', () => {
    const stray = 'this `}` closes nothing';
    assert.deepEqual(read(`network N { }\n  ${body}}\n`), { said: [stray], lines: whole });
    assert.deepEqual(read(`network N {\n  ${body.replace('relu', 'relu }')}}\n`), { said: [stray], lines: whole });
    assert.deepEqual(read(`network N {\n  ${body.replace('4,', '4 },')}}\n`), { said: [stray], lines: whole });
  });

  it('without its word is read by what stands in it', () => {
    assert.deepEqual(read(`N(width = 3) {\n  ${body}}\n`), {
      said: ['`block` or `network` is missing before `N`'],
      lines: whole,
    });
    assert.deepEqual(read('N {\n  data: mnist\n  batch: 3\n}\n'), {
      said: ['`train`, `search` or `budget` is missing before `N`'],
      lines: ['Train 0: data = mnist', 'Train 0: batch = 3'],
    });
    assert.equal(parse(`N {\n  input x: [C, H]\n  relu\n}\n`).file.items[0]?.kind, 'Block');
  });

  it('keeps its body where its head is cut', () => {
    assert.deepEqual(read(`network N(width\n  ${body}}\n`), { said: ['`)` is missing after `width`'], lines: whole });
    assert.deepEqual(read(`network\n  ${body}}\n`), { said: ['a name is missing after `network`'], lines: whole });
    assert.deepEqual(read(`network > N {\n  ${body}}\n`), { said: ['`>` cannot stand here'], lines: whole });
  });

  it('is missing where steps stand outside, which is said at the first of them', () => {
    const { problems } = parse(`  ${body}}\nnetwork N {\n  ${body}}\n`);
    assert.deepEqual(
      problems.map(({ message, range }) => [message, range.start]),
      [['`input` stands outside of every block and network', 2]],
    );
  });
});

describe('a step', () => {
  const step = (text: string): ReturnType<typeof read> => {
    const { said, lines } = read(`block B {\n  ${text}\n}\n`);
    return { said, lines: lines.map(line => line.replace('Block 0: ', '')) };
  };

  it('goes on behind a bracket that closes nothing', () => {
    const said = ['this `)` closes nothing: is a `(` missing before it?'];
    assert.deepEqual(step('conv4, 3) -> relu -> dense(3)').lines.slice(1), ['relu()', 'dense(:3)']);
    assert.deepEqual(step('conv(4, 3)) -> relu'), { said, lines: ['conv(:4,:3)', 'relu()'] });
    assert.deepEqual(step('global_avgpool) -> relu'), { said, lines: ['global_avgpool()', 'relu()'] });
  });

  it('goes on behind arguments without a layer', () => {
    assert.deepEqual(step('(64, 7, stride: 2) -> relu -> tanh'), {
      said: ['`(` has no layer before it'],
      lines: ['relu()', 'tanh()'],
    });
    assert.deepEqual(step('relu -> (4 * D) -> tanh').lines, ['relu()', 'tanh()']);
  });

  it('goes on behind a name that is gone', () => {
    assert.deepEqual(step('= conv(4, 3) -> relu'), {
      said: ['a name is missing before `=`'],
      lines: ['conv(:4,:3)', 'relu()'],
    });
  });

  it('whose name begins with a digit is a step', () => {
    assert.deepEqual(step('2a = conv(4, 3) -> relu'), {
      said: ['a name begins with a letter or `_`, not with a digit: `2a`'],
      lines: ['conv(:4,:3)', 'relu()'],
    });
  });
});

describe('what other languages have', () => {
  const said = (text: string): readonly string[] => parse(text).problems.map(({ message }) => message);
  const value = (text: string): readonly string[] => said(`const a = ${text}\n`);

  it('is named by what it is here', () => {
    assert.deepEqual(value('2 ^ 3'), ['write `**` for `^`']);
    assert.deepEqual(value('2 <> 3'), ['write `!=` for `<>`']);
    assert.deepEqual(value('0xFF'), ['there are no hexadecimal numbers; this is 255']);
    assert.deepEqual(value('3X32X32'), ['a size is written with a small `x`: `3x32x32`']);
    assert.deepEqual(value('3 x 32 x 32'), ['a size has no blanks: `3x32x32`']);
    assert.deepEqual(value('2 if b else 4'), ['a choice begins with its condition: `if c then a else b`']);
    assert.deepEqual(said('from "./a.nn" import A\n'), [
      'an import begins with its names: `import A, B from "./file.nn"`',
    ]);
    for (const text of ['relu // what', 'relu /* what */', '/* what */', '// what'])
      assert.deepEqual(said(`block B {\n  ${text}\n}\n`), ['a comment begins with `#` and ends with its line'], text);
  });

  it('keeps its value where it has one', () => {
    const [item] = parse('const a = 3 x 32 x 32\n').file.items;
    assert.deepEqual(item?.kind === 'Const' && item.value.kind === 'Size' && item.value.dims, [3n, 32n, 32n]);
  });
});

describe('a value on the line behind its key', () => {
  it('is read, and told', () => {
    const { said, lines } = read('train N {\n  loss:\n  cross_entropy\n  batch:\n  64\n  epochs: 3\n}\n');
    assert.deepEqual(lines, ['Train 0: loss = cross_entropy', 'Train 0: batch = 64', 'Train 0: epochs = 3']);
    assert.deepEqual(
      said,
      ['loss', 'batch'].map(key => `the value of \`${key}:\` stands on the line of its key`),
    );
  });

  it('is not the next setting', () => {
    assert.deepEqual(read('train N {\n  loss:\n  epochs: 3\n}\n').said, ['a value is missing after `loss:`']);
  });
});
