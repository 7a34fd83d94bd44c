/** Inline block: arguments for parameters, names made unique; over all examples the network stays the same. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applied } from '../../../src/editor/refactorings/edit-text.js';
import { walk } from '../../../src/language/walk.js';
import { format } from '../../../src/language/format.js';
import { offers } from '../../../src/editor/refactorings/offer.js';
import type { Range } from '../../../src/language/range.js';
import type { View } from '../../../src/editor/view.js';
import { after, analyzer, exampleUris, fromDisk, networks, shortName, viewOf } from './all-examples.js';
import { fixture } from '../view.js';
import { offered, refactored, selections, shuffle } from './refactored.js';

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

  it('makes points of the outputs, which go on where they are read', () => {
    const text = (end: string): string => `block Two(width) {
  output a = conv(width, 3)
  b = relu
  output c = b -> conv(2 * width, 1)
}

network N {
  input image: 3x8x8
  a = conv(3, 1)
  ${end}
}
`;
    const steps = (given: string, call: string): string | undefined =>
      refactored(text(call), given)
        ?.split('a = conv(3, 1)\n')[1]
        ?.replace(/\n}\n$/, '');
    // Nothing reads them.
    assert.equal(steps('Inline `Two`', '«»Two(4)'), '  conv(4, 3)\n  b = relu\n  b -> conv(2 * 4, 1)');
    // One is read by its name, one by its place; what the call gives is the last one.
    assert.equal(
      steps('Inline `Two`', 'two = «»Two(4)\n  two.a -> conv(8, 1)\n  add(two[1])\n  add(two)'),
      '  a_2 = conv(4, 3)\n  b = relu\n  two = b -> conv(2 * 4, 1)\n  a_2 -> conv(8, 1)\n  add(two)\n  add(two)',
    );
    assert.equal(
      steps('Inline all calls of `Two`', 'two = «»Two(4)\n  two.a -> conv(8, 1)\n  add(two.c)'),
      '  a_2 = conv(4, 3)\n  b = relu\n  c = b -> conv(2 * 4, 1)\n  a_2 -> conv(8, 1)\n  add(c)',
    );
  });

  it('writes the defaults of the block at its layers, and is not offered where they reach into another block', () => {
    const text = (more: string): string => `block Inner { conv(4, 1) }

block Plain(bias) {
  conv(4, 3)
  defaults {
    conv(bias: bias, padding: same)
    batchnorm(eps: 1e-3)
  }
  conv(4, 3) -> batchnorm
  conv(4, 3, padding: 0)${more}
}

network N {
  input image: 3x9x9
  «»Plain(false)
}
`;
    assert.equal(
      refactored(text(''), 'Inline `Plain`')?.split('3x9x9\n')[1],
      `  conv(4, 3)
  conv(4, 3, bias: false, padding: same) -> batchnorm(eps: 1e-3)
  conv(4, 3, padding: 0, bias: false)
}
`,
    );
    assert.equal(refactored(text('\n  Inner'), 'Inline `Plain`'), undefined);
  });

  it('leaves any network as it is whose block has outputs and defaults, whatever is read of it', () => {
    const step = fc.constantFrom(
      'conv(8, 3)',
      'conv(8, 3, bias: true)',
      'conv(8, 1, padding: 0)',
      'batchnorm',
      'relu',
      'o0 -> conv(8, 1)',
    );
    const line = fc.record({ step, isOutput: fc.boolean() });
    const given = fc.constantFrom('conv(bias: wide, padding: same)', 'batchnorm(eps: 1e-3)', 'conv(padding: same)');
    const reads = fc.array(
      fc.oneof(
        fc.nat(5),
        fc.nat(5).map(n => `o${String(n)}`),
        fc.constant(''),
      ),
      { maxLength: 4 },
    );
    let taken = 0;
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.nat(5),
        given,
        reads,
        fc.boolean(),
        (lines, at, what, read, wide) => {
          let count = 0;
          const body = [
            'output o0 = conv(8, 1)',
            ...lines.map(({ step: text, isOutput }) => (isOutput ? `output o${String((count += 1))} = ${text}` : text)),
          ];
          body.splice(at, 0, `defaults { ${what} }`);
          const uses = read.map(name =>
            name === '' ? 'b' : typeof name === 'number' ? `b[${String(name)}]` : `b.${name}`,
          );
          const text = `block B(wide) {\n  ${body.join('\n  ')}\n}\n\nnetwork N {\n  input x: 3x16x16\n  b = «»B(${String(wide)})\n  ${uses.map(use => `${use} -> global_avgpool -> dense(8)`).join('\n  ')}\n  relu\n}\n`;
          const { view, all } = offered(text);
          for (const { edits, title } of all.filter(({ kind }) => kind === 'inline')) {
            taken += 1;
            const changed = fixture(applied(view.text, edits)).view;
            assert.deepEqual(networks(changed), networks(view), `${title}\n${changed.text}`);
            assert.equal(format(changed.text), changed.text);
          }
        },
      ),
      { numRuns: 150, seed: Number(process.env['NETWRIGHT_SEED'] ?? 1) },
    );
    // The property would hold of nothing as well.
    assert.ok(taken > 60, String(taken));
  }).timeout(60_000);

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
