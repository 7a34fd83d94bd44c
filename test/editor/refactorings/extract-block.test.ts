/** Extract block: names and sizes from outside become parameters and inputs, and over all examples the network stays the same. */
import assert from 'node:assert/strict';
import { refactored, selections, shuffle } from './refactored.js';
import { after, analyzer, exampleUris, fromDisk, networks, shortName, viewOf } from './all-examples.js';
import { offers } from '../../../src/editor/refactorings/offer.js';
import { format } from '../../../src/language/format.js';

/** Selections of an example that are tried; `NETWRIGHT_ALL=1` tries all of them. */
const most = process.env['NETWRIGHT_ALL'] === undefined ? 4 : Infinity;

describe('extract block', () => {
  it('passes values on as parameters, the flow as the first input, other points by name', () => {
    const text = `block Head(width, act = relu) {
  input x: [C, H, W]
  side = conv(C, 1)
  «conv(width, 3, padding: same) -> act  # wide
  conv(C, 1)
  add(side)»
  act
}

network N {
  input image: 3x8x8
  Head(8)
}
`;
    assert.equal(
      refactored(text, 'Extract to a block'),
      `block Extracted(width, act, C) {
  input side
  conv(width, 3, padding: same) -> act  # wide
  conv(C, 1)
  add(side)
}

block Head(width, act = relu) {
  input x: [C, H, W]
  side = conv(C, 1)
  Extracted(width, act, C)
  act
}

network N {
  input image: 3x8x8
  Head(8)
}
`,
    );
  });

  it('binds sizes by the input that they come from', () => {
    const text = `block Squeeze(ratio = 4) {
  input x: [C, ...]
  «global_avgpool -> dense(C // ratio) -> relu
  dense(C) -> sigmoid
  multiply(x)»
}

network N {
  input image: 8x8x8
  Squeeze
}
`;
    assert.equal(
      refactored(text, 'Extract to a block'),
      `block Extracted(ratio) {
  input x: [C, ...]
  global_avgpool -> dense(C // ratio) -> relu
  dense(C) -> sigmoid
  multiply(x)
}

block Squeeze(ratio = 4) {
  input x: [C, ...]
  Extracted(ratio)
}

network N {
  input image: 8x8x8
  Squeeze
}
`,
    );
  });

  it('hands on the points that are read further on', () => {
    const text = `network N {
  input image: 3x8x8
  «early = conv(4, 1) -> relu
  late = conv(4, 1)»
  relu
  add(early)
  add(late)
}
`;
    assert.equal(
      refactored(text, 'Extract to a block'),
      `block Extracted {
  output early = conv(4, 1) -> relu
  conv(4, 1)
}

network N {
  input image: 3x8x8
  late = Extracted
  relu
  add(late.early)
  add(late)
}
`,
    );
  });

  it('takes a part of a line', () => {
    const text = 'network N {\n  input image: 3x8x8\n  conv(4, 1) -> «batchnorm -> relu» -> maxpool(2)\n}\n';
    assert.equal(
      refactored(text, 'Extract to a block'),
      'block Extracted {\n  batchnorm -> relu\n}\n\nnetwork N {\n  input image: 3x8x8\n  conv(4, 1) -> Extracted -> maxpool(2)\n}\n',
    );
  });

  it('is not offered for an input, nor where a name of a size is read outside', () => {
    assert.equal(refactored('network N {\n  «input image: 3x8x8\n  relu»\n}\n', 'Extract'), undefined);
    const bound = 'network N {\n  input image: 3x8x8\n  «conv(4, 1)\n  expect [C, H, W]»\n  conv(C, 1)\n}\n';
    assert.equal(refactored(bound, 'Extract'), undefined);
  });

  for (const uri of exampleUris) {
    it(`leaves the network of ${shortName(uri)} as it is, whatever is selected`, () => {
      const analyze = analyzer();
      const view = viewOf(uri, fromDisk(uri) ?? '', analyze);
      const before = networks(view);
      for (const range of shuffle(selections(view)).slice(0, most)) {
        const selected = view.text.slice(range.start, range.end);
        for (const { edits, kind, rename } of offers(view, range, analyze, each => each === 'extract')) {
          const changed = after(view, edits, analyze);
          assert.equal(kind, 'extract');
          assert.deepEqual(networks(changed), before, selected);
          assert.equal(format(changed.text), changed.text, selected);
          assert.match(changed.text.slice(rename), /^(Extracted|\w+_out)\b/, selected);
        }
      }
    }).timeout(60_000);
  }
});
