/** Inline block: arguments for parameters, names made unique; over all examples the network stays the same. */
import assert from 'node:assert/strict';
import { walk } from '../../../src/language/walk.js';
import { format } from '../../../src/language/format.js';
import { offers } from '../../../src/editor/refactorings/offer.js';
import type { Range } from '../../../src/language/range.js';
import type { View } from '../../../src/editor/view.js';
import { after, analyzer, exampleUris, fromDisk, networks, shortName, viewOf } from './all-examples.js';
import { refactored, selections, shuffle } from './refactored.js';

const most = process.env['NETWRIGHT_ALL'] === undefined ? 3 : Infinity;

/** The calls of blocks in a file, as carets. */
function carets({ source, files }: View): readonly Range[] {
  const found: Range[] = [];
  walk(source.file, node => {
    const name = node.kind === 'Call' ? node.callee.text : node.kind === 'Name' ? node.text : undefined;
    const { start } = node.range;
    if (name !== undefined && files.find(source, name)?.definition.kind === 'Block') found.push({ start, end: start });
    return true;
  });
  return found;
}

describe('inline block', () => {
  it('puts arguments and defaults in, in brackets where they need them', () => {
    const text = `block Pair(width, kernel = 3, act = relu) {
  conv(width // 2, kernel, padding: same)
  act
  conv(width, 1)  # wide again
}

network N(width = 8) {
  input image: 3x8x8
  «»Pair(width + 8) -> relu
}
`;
    assert.equal(
      refactored(text, 'Inline `Pair`'),
      `block Pair(width, kernel = 3, act = relu) {
  conv(width // 2, kernel, padding: same)
  act
  conv(width, 1)  # wide again
}

network N(width = 8) {
  input image: 3x8x8
  conv((width + 8) // 2, 3, padding: same)
  relu
  conv(width + 8, 1)  # wide again
  relu
}
`,
    );
  });

  it('gives names of the block another name where theirs is taken, and the flow a name where the block reads it', () => {
    const text = `block Gate(ratio) {
  input x: [C, ...]
  small = global_avgpool -> dense(C // ratio) -> relu
  dense(C) -> sigmoid
  multiply(x)
}

network N {
  input image: 3x8x8
  small = conv(8, 3)
  conv(8, 1)
  «»Gate(4)
  global_avgpool
  add(small -> global_avgpool)
}
`;
    assert.equal(
      refactored(text, 'Inline all calls of `Gate`'),
      `network N {
  input image: 3x8x8
  small = conv(8, 3)
  x = conv(8, 1)
  expect [C, ...]
  small_2 = global_avgpool -> dense(C // 4) -> relu
  dense(C) -> sigmoid
  multiply(x)
  global_avgpool
  add(small -> global_avgpool)
}
`,
    );
  });

  it('brings along what a block of another file needs', () => {
    const others = {
      'blocks.nn': 'const half = 4\n\nblock Inner { relu }\n\nblock Outer { conv(half, 1) -> Inner }\n',
    };
    assert.equal(
      refactored(
        'import Outer from "./blocks.nn"\n\nnetwork N {\n  input image: 3x8x8\n  «»Outer\n}\n',
        'Inline',
        others,
      ),
      'import Outer, Inner, half from "./blocks.nn"\n\nnetwork N {\n  input image: 3x8x8\n  conv(half, 1) -> Inner\n}\n',
    );
  });

  it('is not offered for a block with outputs of its own', () => {
    const text = 'block Two {\n  output a = relu\n  conv(3, 1)\n}\n\nnetwork N {\n  input image: 3x8x8\n  «»Two\n}\n';
    assert.equal(refactored(text, 'Inline'), undefined);
  });

  for (const uri of exampleUris) {
    it(`leaves the network of ${shortName(uri)} as it is, at every call and after extracting`, () => {
      const analyze = analyzer();
      const view = viewOf(uri, fromDisk(uri) ?? '', analyze);
      const before = networks(view);
      const isSame = (changed: View, what: string): void => {
        assert.deepEqual(networks(changed), before, what);
        assert.equal(format(changed.text), changed.text, what);
      };
      for (const caret of shuffle(carets(view)).slice(0, most))
        for (const { edits, title } of offers(view, caret, analyze, kind => kind === 'inline'))
          isSame(after(view, edits, analyze), `${title} at ${view.text.slice(caret.start, caret.start + 30)}`);
      for (const range of shuffle(selections(view)).slice(0, most)) {
        const [extracted] = offers(view, range, analyze, kind => kind === 'extract');
        if (extracted?.title !== 'Extract to a block') continue;
        const changed = after(view, extracted.edits, analyze);
        const at = extracted.rename ?? 0;
        const back = [...offers(changed, { start: at, end: at }, analyze, kind => kind === 'inline')];
        for (const { edits } of back) isSame(after(changed, edits, analyze), view.text.slice(range.start, range.end));
        if (process.env['SHOW'] && back.length < 2)
          console.log(back.length, view.text.slice(range.start, range.end), changed.text);
      }
    }).timeout(60_000);
  }
});
