/** What a `train` is made of, and what of it is refused: each refusal in words, at its place, never a crash. */
import assert from 'node:assert/strict';
import { lossCalls, type LossExpression } from '../../../src/graph/train-step.js';
import { elaborated, sessionOf } from './training.js';

const net = (settings: string, body = 'dense(2)', input = '[2]'): string => `
const half = 0.5
network Net {
  input features: ${input}
  ${body}
}
train Net {
  ${settings.split('; ').join('\n  ')}
}`;

const usual = 'data: spiral; loss: cross_entropy';

function stepOf(settings: string, body?: string): NonNullable<ReturnType<typeof elaborated>['step']> {
  const { step, problems, errors } = elaborated(net(settings, body));
  assert.deepEqual([...problems, ...errors], []);
  assert.ok(step);
  return step;
}

/** An expression in short: losses by name with what they compare. */
function short(loss: LossExpression): string {
  switch (loss.kind) {
    case 'number':
      return String(loss.value);
    case 'sum':
      return `(${loss.terms.map(short).join(' + ')})`;
    case 'product':
      return `(${loss.factors.map(short).join(' * ')})`;
    case 'quotient':
      return `(${short(loss.of)} / ${short(loss.by)})`;
    case 'output':
      return `mean of ${loss.name}`;
    case 'loss':
      return `${loss.loss.name}[${Object.values(loss.inputs)
        .map(({ kind, name }) => `${kind} ${name}`)
        .join(', ')}]`;
  }
}

function refused(settings: string, body?: string): string {
  const text = net(settings, body);
  const { step, problems } = elaborated(text);
  assert.equal(step, undefined);
  return problems
    .map(
      ({ message, place }) =>
        `${place ? text.slice(place.range.start, place.range.end).split('\n')[0] : ''}: ${message}`,
    )
    .join('\n');
}

describe('a train step', () => {
  it('takes an output of one number a sample for a loss, as the balance of a mixture is', () => {
    const body = `  mixed = mixture(dense(4), 3, 2)
  output logits = mixed -> dense(2)
  output balance = mixed.balance`;
    const step = stepOf('data: spiral; loss: cross_entropy(logits) + 0.01 * balance', body);
    assert.equal(short(step.loss), '(cross_entropy[output logits, field label] + (0.01 * mean of balance))');
    assert.match(refused('data: spiral; loss: logits + 1', body), /`logits` is a tensor, not a loss/);
  });

  it('takes what the file says, and the declared defaults for the rest', () => {
    const step = stepOf(
      `${usual}; optimizer: sgd(lr: 0.25, momentum: 0.5); batch: 16; epochs: 3; seed: 8; schedule: cosine`,
    );
    assert.deepEqual(
      [step.batch, step.epochs, step.seed, step.optimizer.args['lr'], step.optimizer.args['momentum']],
      [16, 3, 8, 0.25, 0.5],
    );
    assert.equal(step.schedule?.declaration.name, 'cosine');
    assert.deepEqual(
      step.metrics.map(({ declaration }) => declaration.name),
      ['accuracy'],
    );
    const plain = stepOf(usual);
    assert.equal(plain.optimizer.declaration.name, 'sgd');
    assert.deepEqual([plain.epochs, plain.seed], [10, 1]);
  });

  it('compares the only output with the label where a loss has no arguments', () => {
    assert.equal(short(stepOf(usual).loss), 'cross_entropy[output output, field label]');
    assert.equal(short(stepOf(usual, 'output scores = dense(2)').loss), 'cross_entropy[output scores, field label]');
  });

  it('reads sums, differences, products and quotients of losses, numbers and constants', () => {
    const loss = stepOf(
      'data: spiral; loss: cross_entropy + half * mse(target: features) / 4 - mae(target: features)',
    ).loss;
    assert.equal(
      short(loss),
      '((cross_entropy[output output, field label] + ((0.5 * mse[output output, field features]) / 4)) + (-1 * mae[output output, field features]))',
    );
    assert.equal(lossCalls(loss).length, 3);
  });

  it('names outputs by position, and asks which one is meant', () => {
    const body = 'output a = dense(2)\n  output b = dense(2)';
    assert.equal(
      short(stepOf('data: spiral; loss: cross_entropy(b, target: label) + 0.3 * cross_entropy(a)', body).loss),
      '(cross_entropy[output b, field label] + (0.3 * cross_entropy[output a, field label]))',
    );
    assert.match(refused(usual, body), /^cross_entropy: Net has several outputs: name the one that is meant: a, b$/);
  });

  it('says at its place what it cannot run yet', () => {
    assert.match(refused(`${usual}; precision: bf16`), /^bf16: the bundled engine computes in fp32, not in bf16$/);
    assert.match(refused(`${usual}; folds: 5`), /^folds: the bundled engine does not run `folds` yet$/);
    assert.match(
      refused(`${usual}; teacher = features -> Net`),
      /^teacher = features -> Net: .*values of a step like `teacher`/,
    );
    assert.match(refused(`${usual}; group biases { weight_decay: 0 }`), /^group biases .*does not run `group` yet/);
    assert.match(refused('data: spiral; loss: sum([cross_entropy, mse])'), /^sum\(.*it cannot run this yet/);
    assert.match(
      refused('data: spiral; loss: cross_entropy(features -> Net)'),
      /takes an output by its name for `logits`/,
    );
    assert.match(refused('data: spiral'), /`train` needs `loss:`/);
    assert.match(refused('loss: cross_entropy'), /`train` needs `data:`/);
    assert.match(
      refused('data: spiral; loss: cross_entropy(nowhere)'),
      /`nowhere` is no output or input of Net and no field/,
    );
  });

  it('finds a train by its network and by its name, and says when there is none', () => {
    assert.match(elaborated('network Net {\n  input x: [2]\n}').problems[0]?.message ?? '', /the file has no `train`/);
  });

  it('refuses data that does not fit the inputs, optimizers without a rule, sizes that are formulas', async () => {
    const why = async (text: string): Promise<string> => {
      try {
        await sessionOf(text);
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return 'it ran';
    };
    assert.match(
      await why(net(usual, 'dense(2)', '[3]')),
      /the input `features` is \[3\], but the field `features` of the data is \[2\]/,
    );
    assert.match(
      await why(net(usual).replace('input features', 'input image').replace('spiral', 'digits')),
      /is \[2\], but .* is 1x8x8/,
    );
    assert.match(await why(net(`${usual}; optimizer: lbfgs`)), /cannot run the optimizer `lbfgs` yet/);
    assert.match(await why(net(usual, 'relu')), /has no weight to train/);
    assert.match(
      await why(net(usual, 'flatten -> tanh\n  global_avgpool -> dense(2)', '[C, 4, H]')),
      /its size H is not a number|H/,
    );
  });
});
