/** Questions the other way round: figures by hand, and the text that the answer gives. */
import assert from 'node:assert/strict';
import { answered, questions } from '../../src/editor/inverse-questions.js';
import { applied } from '../../src/editor/refactorings/edit-text.js';
import { analyzer } from './refactorings/all-examples.js';
import { fixture } from './view.js';

function asked(marked: string, title: string, device?: { name: string; bytes: number }): string | undefined {
  const { view, offset } = fixture(marked);
  const analyze = analyzer();
  const all = questions(view, { start: offset, end: offset }, device, analyze);
  const question = all.find(each => each.title.startsWith(title));
  return question && applied(view.text, answered(view, question.asks, analyze));
}

describe('questions the other way round', () => {
  it('find the width that a number of parameters allows', () => {
    // By hand: 100 w + w of the first layer, 10 w + 10 of the second: 111 w + 10 is at most 1,000,000 up to w = 9008.
    assert.equal(
      asked('network N {\n  input x: [100]\n  dense(6|4)\n  dense(10)\n}\n', 'Largest `width` within 1M'),
      'network N {\n  input x: [100]\n  dense(9008)\n  dense(10)\n}\n',
    );
    // Of a budget: 111 w + 10 is at most 2,000 up to w = 17.
    assert.equal(
      asked(
        'network N(w = 6|4) {\n  input x: [100]\n  dense(w)\n  dense(10)\n}\n\nbudget N { parameters: 2000 }\n',
        'Largest `w`',
      ),
      'network N(w = 17) {\n  input x: [100]\n  dense(w)\n  dense(10)\n}\n\nbudget N { parameters: 2000 }\n',
    );
  });

  it('find the largest batch, and write it into the train, or a budget that holds it', () => {
    // By hand, plain SGD: weight and gradient of 2 x 3 numbers with bias take 2 * 8 * 4 = 64 bytes, a sample keeps its input, 12 bytes.
    const bytes = 64 + 12 * 50 + 11;
    const device = { name: 'tiny', bytes };
    const network = (rest: string): string => `network |N {\n  input x: [3]\n  dense(2)\n}\n${rest}`;
    const answer = asked(network(''), 'Largest batch that fits tiny', device) ?? '';
    const batch = Number(/batch: (\d+)/.exec(answer)?.[1]);
    assert.equal(batch, 50);
    assert.equal(answer, network(`\nbudget N { training_memory: ${bytes}, batch: 50 }\n`).replace('|', ''));
    const train = '\ntrain N {\n  data: csv("a.csv")\n  optimizer: sgd(lr: 0.1)\n  batch: 4\n}\n';
    assert.equal(
      asked(network(train), 'Largest batch', device),
      network(train).replace('|', '').replace('batch: 4', 'batch: 50'),
    );
  });

  it('find the input size that works', () => {
    const unet = (shape: string): string =>
      `network N {\n  input i|mage: ${shape}\n  skip = conv(4, 1)\n  maxpool(4)\n  transposed_conv(4, 4, stride: 4)\n  add(skip)\n}\n`;
    // 30 -> 7 -> 28: only multiples of 4 come back to their size.
    assert.equal(asked(unet('3x30x30'), 'Nearest input size'), unet('3x28x28').replace('|', ''));
    assert.equal(asked(unet('3x32x32'), 'Nearest input size'), undefined);
    assert.equal(asked(unet('[3, H, W]'), 'Write input sizes'), unet('3x224x224').replace('|', ''));
  });
});
