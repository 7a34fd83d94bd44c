/** Hints at the ends of lines, and how they stay while a line is typed. */
import assert from 'node:assert/strict';
import { expectEdit, hintPlace, hints, type HintPart } from '../../src/editor/hints.js';
import { LineOrigins } from '../../src/editor/line-origins.js';
import { defaultPreferences } from '../../src/editor/preferences.js';
import { isSound, steadyHints } from '../../src/editor/steady-hints.js';
import { fixture } from './view.js';

const shapesOnly = { shape: true, parameters: false, memory: false, multiplyAdds: false, receptiveField: false };
const textOf = (parts: readonly HintPart[]): string => parts.map(({ text }) => text).join(' · ');
const all = (text: string): { start: number; end: number } => ({ start: 0, end: text.length });

/** The text with `#: hint` behind each line that has one. */
function marked(text: string, wanted = shapesOnly, others: Readonly<Record<string, string>> = {}): string {
  const { view } = fixture(text, others);
  let out = '';
  let at = 0;
  for (const { offset, parts } of hints(view, all(text), wanted)) {
    out += `${text.slice(at, offset)}  #: ${textOf(parts)}`;
    at = offset;
  }
  return out + text.slice(at);
}

/** Hints are where the marks `#:` are, and nowhere else. */
function checkHints(expected: string, wanted = shapesOnly, others: Readonly<Record<string, string>> = {}): void {
  assert.equal(marked(expected.replaceAll(/ {2}#: .*$/gm, ''), wanted, others), expected);
}

describe('hints', () => {
  it('show at each line what flows out of it', () => {
    checkHints(`network N {
  input image: 3x8x8
  conv(4, 3) -> relu  #: 4x6x6
  concat {  #: 8x6x6
    branch { }
    branch { relu }  #: 4x6x6
  }
  flatten  #: [288]
  dense(10)  #: [10]
}
`);
  });

  it('add up parameters and bytes of a line', () => {
    // 4 * 3 * 9 + 4 = 112 weights and a bias and 2 * 4 of the norm = 120 parameters; 4 bytes each, with a gradient:
    // 960 bytes. Kept for backward at batch 1: the convolution's input, 3 * 64 * 4 = 768 bytes; the norm's input,
    // 4 * 36 * 4 = 576 bytes, and mean and deviation, 2 * 4 * 4 = 32 bytes. In all 2,336 bytes = 2.3 KiB.
    checkHints(
      `network N {
  input image: 3x8x8
  conv(4, 3) -> batchnorm  #: 4x6x6 · 120 params · 2.3 KiB
}
`,
      defaultPreferences.hints,
    );
  });

  it('say nothing of figures that an unknown name leaves open', () => {
    checkHints(
      `network N {
  input image: 3x8x8
  conv(channels, kernel)  #: ?
  conv(width, 3) -> relu  #: ?
}
`,
      { ...defaultPreferences.hints, multiplyAdds: true },
    );
  });

  it('can leave each kind out, and show multiply-adds', () => {
    // 4 * 3 * 9 * 36 = 3,888
    checkHints('network N {\n  input image: 3x8x8\n  conv(4, 3)  #: 3.9K MACs\n}\n', {
      shape: false,
      parameters: false,
      memory: false,
      multiplyAdds: true,
      receptiveField: false,
    });
  });

  it('show how much of the input a cell can depend on', () => {
    // Araujo, Norris & Sim 2019: each layer adds (kernel - 1) times the product of the strides before it: 1 + 2, + 1, + 2 * 2.
    checkHints(
      `network N {
  input image: 3x16x16
  conv(4, 3)  #: sees 3x3
  maxpool(2)  #: sees 4x4
  conv(4, 3)  #: sees 8x8
}
`,
      { shape: false, parameters: false, memory: false, multiplyAdds: false, receptiveField: true },
    );
  });

  it('stand behind a comment, which stays in its column, and before one that reaches out of the window', () => {
    const place = (comment: string): string => {
      const text = `network N {\n  input image: 3x8x8\n  relu  # ${comment}\n}\n`;
      const { view } = fixture(text);
      const [hint] = hints(view, all(text), shapesOnly);
      assert.equal(hint?.offset, text.indexOf('relu') + 4);
      return text.slice(0, hintPlace(text, hint.offset)).split('\n').at(-1) ?? '';
    };
    assert.equal(place('why'), '  relu  # why');
    assert.equal(place('why'.repeat(40)), '  relu');
  });

  it('of rounds that differ are a formula in the number of the round, or the first and the last', () => {
    checkHints(`network N(depth = 4) {
  input image: [3, H, W]
  repeat depth as i {
    conv(8 * 2 ** i, 1)  #: [8 * 2 ** i, H // 2 ** i, W // 2 ** i] · 4 rounds
    maxpool(2)  #: [8 * 2 ** i, H // 2 ** (i + 1), W // 2 ** (i + 1)] · 4 rounds
  }
}
`);
    checkHints(`network N {
  input image: 3x8x8
  repeat 3 as i { conv(8 + 4 * i, 3) }  #: [8 + 4 * i, 6 - 2 * i, 6 - 2 * i] · 3 rounds
}
`);
    // The list's entry is no number of a round, and two rounds fit any rule.
    checkHints(`const widths = [8, 16, 32]
network N {
  input image: 3x8x8
  repeat widths as w { conv(w, 3) }  #: 8x6x6 … 32x2x2 · 3 rounds
  repeat 2 as i { conv(4 + i, 1) }  #: 4x2x2 … 5x2x2 · 2 rounds
}
`);
    // The second round alone has the line: its number is not known here.
    checkHints(`network N {
  input image: 3x9x9
  repeat 4 as i {
    if i > 0 { conv(8 * i, 3) }  #: 8x7x7 … 24x3x3 · 3 rounds
  }
}
`);
  });

  it('of rounds that are alike tell what comes out of the last one', () => {
    checkHints(`network N {
  input image: 3x9x9
  repeat 3 { conv(8, 3) }  #: 8x3x3
}
`);
  });

  it('in a block are formulas in its parameters and in the sizes of its input, where these differ', () => {
    checkHints(`block B(width) {
  input x: [C, H, W]
  conv(4 * width, 1)  #: [4 * width, H, W] · 3 instances
  conv(width, 3, stride: 2, padding: 1)  #: [width, H // 2, W // 2] · 3 instances
}
network N {
  input image: 3x16x32
  B(8)  #: 8x8x16
  B(5)  #: 5x4x8
  B(9)  #: 9x2x4
}
`);
  });

  it('write no `expect` where rounds differ', () => {
    const text = 'network N {\n  input image: 3x8x8\n  repeat 3 as i {\n    conv(8 + i, 3)\n  }\n}\n';
    const { view } = fixture(text);
    const [hint] = hints(view, all(text), shapesOnly);
    assert.ok(hint);
    assert.equal(expectEdit(view, hint), undefined);
  });

  it('show one value where all instances agree, and the smallest and the largest shape where they do not', () => {
    checkHints(`block B(w) {
  relu  #: 3x8x8 … 8x8x8 · 2 instances
  conv(w, 1)  #: 8x8x8
}
network N {
  input image: 3x8x8
  B(8)  #: 8x8x8
  B(8)  #: 8x8x8
}
`);
  });

  it('of a file of blocks come from the files that use it', () => {
    const use = { 'use.nn': 'import B from "./main.nn"\nnetwork N {\n  input image: 3x8x8\n  B(8)\n}\n' };
    checkHints('block B(w) {\n  conv(w, 1)  #: 8x8x8\n}\n', shapesOnly, use);
  });

  it('say what to open where nothing uses a block', () => {
    checkHints('block B(w) {  #: open a network that uses this block\n  conv(w, 1)\n}\n');
  });

  it('are formulas where a size is free', () => {
    checkHints('network N {\n  input image: [3, H, W]\n  conv(4, 3)  #: [4, H - 2, W - 2]\n}\n');
  });

  it('come only from the lines that are asked for', () => {
    const text = 'network N {\n  input image: 3x8x8\n  relu\n  relu\n  relu\n}\n';
    const { view } = fixture(text);
    const second = text.indexOf('relu', text.indexOf('relu') + 1);
    assert.equal(hints(view, { start: second, end: second + 4 }, shapesOnly).length, 1);
  });
});

describe('taking a hint', () => {
  function taken(text: string, line: number): string | undefined {
    const { view } = fixture(text);
    const hint = hints(view, all(text), shapesOnly).find(
      ({ offset }) => text.slice(0, offset).split('\n').length === line,
    );
    const edit = hint && expectEdit(view, hint);
    return edit && text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
  }

  it('writes the shape below its line', () => {
    const text = 'network N {\n  input image: 3x8x8\n  conv(4, 3) # four\n  relu\n}\n';
    assert.equal(taken(text, 3), text.replace('# four\n', '# four\n  expect 4x6x6\n'));
  });

  it('writes nothing where the step goes on, or has no line of its own', () => {
    const text = 'network N {\n  input image: 3x8x8\n  conv(4, 3)\n    -> relu\n  residual { relu }\n}\n';
    assert.equal(taken(text, 3), undefined);
    assert.equal(taken(text, 5), undefined);
  });
});

describe('hints while a line is typed', () => {
  const before = 'network N {\n  input image: 3x8x8\n  conv(4, 3)\n  relu\n  dense(10)\n}\n';

  function linesOf(text: string, found: readonly { offset: number; parts: readonly HintPart[] }[]): readonly string[] {
    return found.map(({ offset, parts }) => `${text.slice(0, offset).split('\n').length}: ${textOf(parts)}`);
  }

  it('stay as they were on and below a broken line', () => {
    const good = fixture(before).view;
    assert.ok(isSound(good, undefined));
    const text = before.replace('conv(4, 3)', 'conv(4, ');
    const { view } = fixture(text);
    assert.ok(!isSound(view, 2));
    const shown = steadyHints(view, all(text), shapesOnly, { view: good, origins: new LineOrigins(7) });
    assert.deepEqual(linesOf(text, shown), ['3: 4x6x6', '4: 4x6x6', '5: 4x6x10']);
  });

  it('follow their lines when one is put in', () => {
    const good = fixture(before).view;
    const text = before.replace('  relu\n', '  con\n  relu\n');
    const { view } = fixture(text);
    assert.ok(!isSound(view, 3), 'an unknown layer on the line being typed');
    const origins = new LineOrigins(7);
    origins.change({ first: 3, last: 3, breaks: 1, atLineStart: true });
    const shown = steadyHints(view, all(text), shapesOnly, { view: good, origins });
    assert.deepEqual(linesOf(text, shown).slice(0, 1), ['3: 4x6x6']);
    assert.deepEqual(linesOf(text, shown).slice(-2), ['5: 4x6x6', '6: 4x6x10']);
  });

  it('are fresh again as soon as the text is whole', () => {
    const { view } = fixture(before.replace('conv(4, 3)', 'conv(5, 3)'));
    assert.ok(isSound(view, 2));
    const shown = steadyHints(view, all(before), shapesOnly, undefined);
    assert.deepEqual(linesOf(before, shown), ['3: 5x6x6', '4: 5x6x6', '5: 5x6x10']);
  });
});
