/** Lints in blocks that are called in several ways: each way is seen, and one message a place says in how many calls it holds. */
import assert from 'node:assert/strict';
import { analyzeText } from './sources.js';

const said = (text: string): string[] => analyzeText(text).problems.map(p => `${p.code}: ${p.message}`);
const network = (body: string): string => `network N {\n  input x: 16x25x25\n${body}\n}\n`;

describe('a lint in a block', () => {
  it('sees what reads the result of the block in each of its calls', () => {
    const block = 'block Conv { conv(16, 3, padding: 1) }\n';
    const bias = 'bias-before-norm: the bias of conv has no effect: batchnorm subtracts the mean of each channel';
    assert.deepEqual(said(block + network('  Conv -> batchnorm -> relu\n  Conv -> batchnorm')), [bias]);
    assert.deepEqual(said(block + network('  Conv -> batchnorm -> relu\n  Conv -> relu\n  Conv -> tanh')), [
      `${bias} (in 1 of 3 calls)`,
    ]);
    assert.deepEqual(said(block + network('  Conv -> relu\n  Conv -> relu')), []);
  });

  it('does not offer by itself what is right for some calls only', () => {
    const text = `block Conv { conv(16, 3, padding: 1) }\n${network('  Conv -> batchnorm -> relu\n  Conv -> relu')}`;
    assert.deepEqual(
      analyzeText(text).problems[0]?.fixes?.map(f => f.careful),
      [true],
    );
  });

  it('counts rounds of a repeat and calls within calls', () => {
    const blocks = 'block Conv { conv(16, 3, padding: 1) }\nblock Two { Conv -> relu\n  Conv -> batchnorm -> relu }\n';
    // Two is executed 3 + 1 times, and one of its two calls of Conv is followed by the norm.
    assert.match(said(blocks + network('  repeat 3 { Two }\n  Two'))[0] ?? '', /in 4 of 8 calls/);
  });

  it('sees a block that is called with 64 and with 128 channels, and says where only one is meant', () => {
    const blocks = 'block Down(width) { conv(width, 3, padding: 1, bias: false) -> relu -> maxpool(2) }\n';
    // 25 cells are halved to 12 and then to 6: only the first pool leaves a row and a column.
    assert.deepEqual(said(blocks + network('  Down(64)\n  Down(128)')), [
      'unread-border: the last row and the last column of 25x25 are never read: a 2x2 window at stride 2x2 ends before (in 1 of 2 calls)',
    ]);
    // 27 -> 13 -> 6.
    assert.deepEqual(
      said(`${blocks}network N {\n  input x: 16x27x27\n  Down(64)\n  Down(128)\n}\n`).map(text => text.slice(-60)),
      ['ow at stride 2x2 ends before (the first of 2 calls; the others are alike)'.slice(-60)],
    );
  });

  it('follows what flows in from each place where the block is called', () => {
    const block = 'block Head { dense(10) }\n';
    const body =
      '  a = conv(4, 3) -> relu\n  b = a -> Head\n  c = a -> flatten -> Head\n  output p = b\n  output q = c';
    const found = said(block + network(body)).filter(text => text.startsWith('dense-on-map'));
    // The two calls differ in shape, so they are two bodies: the map alone is meant.
    assert.match(found[0] ?? '', /in 1 of 2 calls/);
  });

  it('leaves a block by the call through which it was entered', () => {
    const block = 'block Squash { flatten }\n';
    // The second softmax alone reaches the loss.
    const text = `${block}network N {
  input image: 1x8x8
  aside = Squash -> dense(64)
  image -> Squash -> dense(10) -> softmax
  output main = dense(10) -> softmax
  output other = aside
}
train N { data: digits, loss: cross_entropy(main) }`;
    const found = analyzeText(text).problems.filter(p => p.code === 'softmax-before-cross-entropy');
    assert.equal(found.length, 1);
  });
});

describe('a lint in a block that nothing calls', () => {
  it('says what can be said without shapes', () => {
    const text = `block A(width) { conv(width, 3, padding: 1) -> batchnorm }
block B { a = relu
  add(a) }
block C {
  stem = relu
  tanh
  stem -> sigmoid
}`;
    assert.deepEqual(
      said(text).map(each => each.split(':')[0]),
      ['bias-before-norm', 'joined-with-itself', 'dead-step'],
    );
  });

  it('takes no step for dead where conditions and counts are open, and no arm for what follows the other', () => {
    const text = `block Dense(layers) {
  features[0] = relu
  repeat layers as i { features[i + 1] = relu }
  concat(features)
}
block Either(norm) { if norm { conv(8, 3) } else { batchnorm } }`;
    assert.deepEqual(said(text), []);
  });
});

describe('two linear layers', () => {
  // torchvision's pyramid: each level is a convolution without activation, and the heads begin with one.
  it('may follow each other where the first one is an output of its block, or others read it', () => {
    const levels = 'block Levels { output level = conv(16, 3, padding: 1) }\n';
    assert.deepEqual(said(levels + network('  p = Levels\n  p.level -> conv(16, 3, padding: 1)')), []);
    const read = '  inner = conv(32, 1)\n  a = conv(32, 1)\n  inner -> relu -> add(a)';
    assert.deepEqual(said(network(read)), []);
  });
});

describe('a budget', () => {
  it('is crossed at a layer within a block, in the round that crosses it', () => {
    // 8 x 8 + 8 = 72 a round: the fourth goes beyond 250.
    const text = `block Unit { dense(8) -> relu }
network N {
  input x: [8]
  repeat 5 { Unit }
}
budget N { parameters: 250 }`;
    const [problem] = analyzeText(text).problems;
    assert.equal(text.slice(problem?.range.start, problem?.range.end), 'dense(8)');
    assert.deepEqual(
      problem?.related?.map(({ message }) => message),
      ['the budget', 'in this call of Unit'],
    );
    assert.match(problem.message, /360 parameters, above its budget of 250; the sum crosses it here/);
  });
});
