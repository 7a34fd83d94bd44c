/** Gradients of whole networks against central differences of their loss, in double precision, for every weight. */
import assert from 'node:assert/strict';
import { classField, floatField, type Dataset } from '../../../src/data/common/dataset.js';
import { Executor } from '../../../src/engine/common/executor.js';
import { referenceKernels } from '../../../src/engine/kernels/reference/index.js';
import { normal, streamOf } from '../../../src/shape/random.js';
import { LOSS } from '../../../src/plan/run-steps.js';
import { sessionOf } from './training.js';

/** So many samples of normal numbers with classes in turn. */
function random(name: string, shape: readonly number[], count: number, classes: number): Dataset {
  const size = shape.reduce((product, n) => product * n, 1);
  const values = Float32Array.from({ length: count * size }, (_, i) => normal(1, streamOf('test'), i));
  const names = Array.from({ length: classes }, (_, i) => String(i));
  const all = Int32Array.from({ length: count }, (_, i) => i);
  return {
    count,
    fields: [
      floatField(name, shape, values),
      classField(
        'label',
        names,
        all.map(i => i % classes),
      ),
    ],
    split: { train: all, validation: new Int32Array(), heldBack: new Int32Array() },
  };
}

/** Both derivatives of every trained weight. */
async function checkGradient(
  body: string,
  input: string,
  shape: readonly number[],
  loss = 'cross_entropy',
  blocks = '',
): Promise<void> {
  const count = 4;
  const text = `${blocks}network Net {\n  input ${input}\n${body}\n}
train Net { data: digits, loss: ${loss}, optimizer: sgd(lr: 0.1), batch: ${count} }`;
  const name = input.split(':')[0]!;
  const session = await sessionOf(text, { dataset: random(name, shape, count, 3), floatBytes: 8 });
  const { main, feeds } = session.prepared;
  const executor = new Executor(main, session.memory, referenceKernels);
  const samples = session.prepared.train;
  for (const { name: fed } of main.inputs) executor.input(fed).data.set(feeds.get(fed)!.gather(samples));
  const counter = { seed: 7, step: 1 };
  executor.run(counter);
  const weights = session.memory.floats({ region: 'weights', offset: 0, elements: main.trained });
  const gradients = session.memory.floats({ region: 'gradients', offset: 0, elements: main.trained }).slice();
  // A step of 1e-5 leaves errors of some 1e-10 from cutting off the series, and 1e-11 from rounding.
  const h = 1e-5;
  const lossAt = (i: number, value: number): number => {
    weights[i] = value;
    executor.run(counter);
    return executor.view(LOSS)[0]!;
  };
  assert.ok(main.trained > 0);
  for (let i = 0; i < weights.length; i++) {
    const value = weights[i]!;
    const difference = (lossAt(i, value + h) - lossAt(i, value - h)) / (2 * h);
    weights[i] = value;
    const wrong = Math.abs(difference - gradients[i]!);
    assert.ok(
      wrong < 1e-7 * Math.max(1, Math.abs(difference)),
      `weight ${i}: ${gradients[i]}, differences say ${difference}`,
    );
  }
}

describe('the gradient of a whole network', () => {
  it('is right for dense layers and smooth activations', () =>
    checkGradient('  dense(5) -> tanh -> dense(4) -> gelu -> dense(3)', 'x: [6]', [6]));

  it('is right for convolutions, norms, pooling and a residual', () =>
    checkGradient(
      `  conv(4, 3, padding: 1) -> batchnorm -> silu
  residual { conv(4, 3, padding: 1, bias: false) -> groupnorm(2) } shortcut { conv(4, 1) }
  avgpool(2) -> conv(3, 2, stride: 2) -> sigmoid
  global_avgpool -> dense(3)`,
      'image: 2x8x8',
      [2, 8, 8],
    ));

  it('is right where a value flows into several branches', () =>
    checkGradient(
      `  concat {
    branch { conv(2, 1) -> tanh }
    branch { conv(3, 3, padding: 1) -> tanh }
    branch { maxpool(3, stride: 1, padding: 1) }
  }
  flatten -> dense(3)`,
      'image: 1x5x5',
      [1, 5, 5],
    ));

  it('is right for a repeat, whose rounds have weights of their own, and for shared weights', () =>
    checkGradient(
      `  shared cell = dense(4)
  cell -> tanh
  repeat 3 { residual { dense(4) -> tanh } }
  cell -> tanh -> dense(3)`,
      'x: [4]',
      [4],
    ));

  it('is right for weights that two layers share, straight and turned, in a block too', () =>
    checkGradient(
      `  h = dense(6)
  h -> tanh
  dense(4, bias: false, weight: transpose(h.weight)) -> tanh
  repeat 2 { residual { dense(5) -> tanh -> dense(4) } }
  dense(6, weight: h.weight) -> tanh
  dense(3)`,
      'x: [4]',
      [4],
    ));

  it('is right for attention and layer norm', () =>
    checkGradient(
      '  layernorm -> attention(heads: 2) -> global_avgpool(axis: 0) -> dense(3)'.replace(
        'global_avgpool(axis: 0)',
        'flatten',
      ),
      'x: [3, 4]',
      [3, 4],
    ));

  it('is right for a recurrence of its own, whose weights serve every step', () =>
    checkGradient(
      `  scan(Cell(3), state: parameter([3])) -> flatten -> dense(3)`,
      'x: [4, 2]',
      [4, 2],
      'cross_entropy',
      `block Cell(width) {
  input x
  input state: [width]
  x -> dense(width) -> add(state -> dense(width)) -> tanh
}
`,
    ));

  it('is right for both directions of a cell, and of a layer', () =>
    checkGradient(
      `  recurrent(gru_cell(2), bidirectional: true, join: sum)
  recurrent(rnn(2), bidirectional: true) -> flatten -> dense(3)`,
      'x: [3, 2]',
      [3, 2],
    ));

  it('is right for a mixture of experts', () =>
    checkGradient('  mixture(dense(4) -> tanh -> dense(3), 3, 2) -> flatten -> dense(3)', 'x: [2, 3]', [2, 3]));

  it('is right for the balance of a mixture, which mixes samples', () =>
    checkGradient(
      `  mixed = mixture(dense(4), 3)
  output y = mixed -> dense(3)
  output balance = mixed.balance`,
      'x: [4]',
      [4],
      'cross_entropy(y) + 0.5 * balance',
    ));

  it('is right where dropout draws the same mask again', () =>
    checkGradient('  dense(8) -> tanh -> dropout(0.5) -> dense(3)', 'x: [4]', [4]));

  it('is right for sums and products of losses', () =>
    checkGradient(
      '  dense(5) -> tanh -> dense(4)',
      'x: [4]',
      [4],
      '0.5 * cross_entropy + 2 * mse(target: x) / 3 - 0.1 * mae(target: x)',
    ));
});
