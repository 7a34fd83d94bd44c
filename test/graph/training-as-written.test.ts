/** Section 7 of docs/language.md, sentence by sentence: what is lawful in `train`, `search` and `budget`, and what is said of the rest. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { analyzeText } from '../analysis/sources.js';

const small = `network Small(width = 8) {
  input image: 3x32x32
  body = flatten -> dense(width) -> relu
  dense(10)
}
`;
const heads = `network Heads {
  input image: 3x32x32
  flatten
  output logits = dense(10)
  output aux = dense(10)
}
`;
const train = (...lines: readonly string[]): string =>
  ['train Small {', '  data: cifar10("data/")', '  loss: cross_entropy', ...lines, '}', ''].join('\n');
const trainHeads = (loss: string): string => `${heads}train Heads {\n  data: cifar10("data/")\n  loss: ${loss}\n}\n`;

const said = (text: string): readonly string[] =>
  analyzeText(text)
    .problems.filter(({ severity }) => severity !== 'hint')
    .map(({ message }) => message);
const only = (text: string): string => {
  const all = said(text);
  assert.equal(all.length, 1, all.join('\n'));
  return all[0] ?? '';
};

describe('a loss', () => {
  it('names outputs, inputs, fields of the data and values of the step', () => {
    assert.deepEqual(said(trainHeads('cross_entropy(logits) + 0.3 * cross_entropy(aux, target: label)')), []);
    assert.deepEqual(said(trainHeads('mse(logits, target: t)').replace('  loss', '  t = normal([10])\n  loss')), []);
    assert.match(only(trainHeads('cross_entropy(logit)')), /is called `logit`; did you mean `logits`\?/);
    assert.match(only(trainHeads('mse(logits, target: nothing)')), /is called `nothing`; there are .*logits/);
  });
  it('without arguments compares the only output', () => {
    assert.match(only(trainHeads('cross_entropy')), /^Heads has several outputs: logits, aux; say which one is meant/);
    assert.deepEqual(said(small + train()), []);
  });
  it('is wanted, where no update has one', () => {
    assert.match(only(`${small}train Small {\n  data: cifar10("data/")\n}\n`), /needs `loss:`/);
  });
  it('of a table whose columns are not known may name any', () => {
    const text = `network Q {\n  input a: [4]\n  dense(2)\n}\ntrain Q {\n  data: csv("q.csv", target: "b")\n  loss: mse(output, target: c)\n}\n`;
    assert.deepEqual(
      said(text).filter(message => message.includes('`c`')),
      [],
    );
  });
});

describe('several trainings of a network', () => {
  const phase = (as: string, start: string): string =>
    `train Small as ${as} {\n  data: cifar10("data/")\n  loss: cross_entropy\n  start: ${start}\n}\n`;
  it('are told apart by `as`', () => {
    assert.match(only(small + train() + train()), /there is a `train` called `Small` already/);
    assert.deepEqual(said(small + train() + phase('second', 'Small')), []);
  });
  it('begin with one another, but in no circle', () => {
    assert.match(only(small + phase('a', 'a')), /go round in a circle: `a` begins with this one/);
    assert.equal(said(small + phase('a', 'b') + phase('b', 'a')).length, 2);
    assert.deepEqual(said(small + phase('a', 'weights("w.safetensors")') + phase('b', 'a')), []);
  });
  it('begin with weights of the same network', () => {
    const other = `network Other {\n  input image: 3x32x32\n  flatten -> dense(10)\n}\n`;
    const first = 'train Other as first {\n  data: cifar10("data/")\n  loss: cross_entropy\n}\n';
    assert.match(only(small + other + first + phase('second', 'first')), /^`first` trains Other, whose weights/);
  });
});

describe('the name of a step stands for its layers', () => {
  it('in `frozen`', () => {
    assert.deepEqual(said(small + train('  frozen: [body]')), []);
    assert.match(
      only(small + train('  frozen: [bdy]')),
      /no step of the network is called `bdy`; did you mean `body`\?/,
    );
  });
  it('in `group`, as kinds of weights do', () => {
    assert.deepEqual(said(small + train('  group body, biases, norms, embeddings { lr: 1e-5 }')), []);
    assert.match(only(small + train('  group biass { weight_decay: 0 }')), /called `biass`; did you mean `biases`\?/);
  });
});

describe('a search', () => {
  const search = (...vary: readonly string[]): string =>
    `${small}${train('  optimizer: sgd(lr: 0.1)')}search Small {\n  ${vary.join('\n  ')}\n  goal: accuracy\n}\n`;
  it('varies parameters, settings and arguments of the optimizer', () => {
    assert.deepEqual(
      said(
        search(
          'vary width: integer(8, 128, log: true)',
          'vary optimizer.lr: log_uniform(1e-4, 1)',
          'vary batch: choice(16, 32)',
        ),
      ),
      [],
    );
    assert.match(only(search('vary widht: integer(8, 128)')), /is called `widht`; did you mean `width`\?/);
    assert.match(
      only(search('vary optimizer.lrr: uniform(0.1, 1)')),
      /^the optimizer has no argument `lrr`; did you mean `lr`\?/,
    );
  });
  it('takes each in a range, once', () => {
    assert.match(
      only(search('vary width: integer(128, 8)')),
      /from the lower number to the higher one, not from 128 to 8/,
    );
    assert.match(only(search('vary width: 3')), /takes a range/);
    assert.match(only(search('vary width: integer(8, 9)', 'vary width: integer(8, 10)')), /`width` is varied already/);
  });
  it('is where `vary` stands', () => {
    assert.match(only(small + train('  vary width: integer(8, 128)')), /`vary` stands in a `search`/);
  });
});

describe('numbers of settings', () => {
  it('have the unit of what they count', () => {
    assert.match(only(`${small}budget Small { parameters: 2GiB }`), /`parameters` needs a count, such as `2M`/);
    assert.match(
      only(`${small}budget Small { training_memory: 100M }`),
      /`training_memory` needs bytes, such as `2GiB`/,
    );
    assert.deepEqual(said(`${small}budget Small { training_memory: 24e9, parameters: 100K }`), []);
  });
  it('leave samples to train on', () => {
    assert.match(only(small + train('  validation: 1')), /`validation` needs a number below 1, not 1/);
  });
});

describe('a budget', () => {
  // 3,072 x 8 + 8 + 8 x 10 + 10 = 24,674 parameters, 98,696 bytes; 24,576 + 80 = 24,656 multiply-adds.
  it('bounds each figure that it names, to the unit', () => {
    for (const [within, beyond] of [
      ['parameters: 24674', 'parameters: 24673'],
      ['multiply_adds: 24656', 'multiply_adds: 24655'],
      ['flops: 49312', 'flops: 49311'],
      ['weight_memory: 98696', 'weight_memory: 98695'],
      // Weights, the sample (12,288), what flows into the last layer (32) and out of it (40).
      ['inference_memory: 111056', 'inference_memory: 111055'],
    ] as const) {
      assert.deepEqual(said(`${small}budget Small { ${within} }`), []);
      assert.match(only(`${small}budget Small { ${beyond} }`), /above its budget of/);
    }
  });
  it('is for the optimizer and the precision that it names', () => {
    // Weights and gradients 197,392; the sample 12,288 and the ReLU's result 32 are kept: 209,712; Adam's state is 197,392 more.
    const bytes = 2 * 98_696 + 12_288 + 32;
    assert.deepEqual(said(`${small}budget Small { training_memory: ${bytes} }`), []);
    assert.equal(said(`${small}budget Small { training_memory: ${bytes}, optimizer: adam }`).length, 1);
    const adam = bytes + 2 * 98_696;
    assert.deepEqual(said(`${small}budget Small { training_memory: ${adam}, optimizer: adam }`), []);
    assert.equal(said(`${small}budget Small { training_memory: ${adam - 1}, optimizer: adam }`).length, 1);
    assert.deepEqual(said(`${small}budget Small { training_memory: ${bytes / 2}, precision: bf16 }`), []);
    assert.equal(said(`${small}budget Small { training_memory: ${bytes / 2 - 1}, precision: bf16 }`).length, 1);
  });
  it('tells every one of several that a layer exceeds', () => {
    assert.equal(said(`${small}budget Small { parameters: 1K }\nbudget Small { flops: 1K }\n`).length, 2);
  });
});
